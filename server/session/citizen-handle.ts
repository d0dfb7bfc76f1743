import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { cpr, instant, tenantId, type Cpr, type Instant, type TenantId } from '../domain/ids.ts';

/** What a handle stands for: a citizen's number, typed by the person of one login. */
export type CitizenHandle = { tenant: TenantId; login: string; cpr: Cpr; jti: string; expiresAt: Instant };

/** A handle is used at once by the page that asked for it. */
export const handleLifetimeMs = 60_000;

const prefix = 'h1.';
const nonceBytes = 12;
const tagBytes = 16;

export const isCitizenHandle = (token: string): boolean => token.startsWith(prefix);

/**
 * Seals a handle for the way through the browser: AES-256-GCM under a key that only the servers of this deployment have, so the CPR number
 * is not readable where tokens end up by mistake. Used once: its `jti` is consumed when the session opens.
 */
export const sealHandle = (
  key: KeyObject,
  { tenant, login, cpr: number, jti, expiresAt }: CitizenHandle,
  random: (count: number) => Uint8Array,
): string => {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(prefix));
  const text = JSON.stringify([tenant, login, number, jti, expiresAt]);
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return prefix + sealed.toString('base64url');
};

/** Opens a handle; undefined when it was changed, is not ours, or is too old at `now`. */
export const openHandle = (key: KeyObject, token: string, now: Instant): CitizenHandle | undefined => {
  const sealed = Buffer.from(token.slice(prefix.length), 'base64url');
  if (!isCitizenHandle(token) || sealed.length < nonceBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(prefix));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const text = Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
    const [tenant, login, number, jti, expiresAt] = JSON.parse(text.toString()) as [
      string,
      string,
      string,
      string,
      number,
    ];
    if (expiresAt <= now) return undefined;
    return { tenant: tenantId(tenant), login, cpr: cpr(number), jti, expiresAt: instant(expiresAt) };
  } catch {
    return undefined;
  }
};
