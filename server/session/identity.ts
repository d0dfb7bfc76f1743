import { createHash } from 'node:crypto';
import { actorId, type ActorId, type TenantId } from '../domain/ids.ts';

/**
 * A person as one municipality's issuer knows them: SHA-256 of tenant, `iss` and `sub`, base64url. Each part carries its length, so that
 * no two triples can give the same text.
 */
export const actorOf = (tenant: TenantId, iss: string, subject: string): ActorId => {
  const hash = createHash('sha256');
  for (const part of [tenant, iss, subject]) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return actorId(hash.digest('base64url'));
};

/** What is stored of a bearer token. 256 random bits need no salt. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');
