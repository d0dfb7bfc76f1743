import { randomUUID } from 'node:crypto';
import { SignJWT, type CryptoKey } from 'jose';

/** Who asks: the user your record system has signed in. */
export type User = { id: string; name: string; title: string; roles: readonly string[]; signedInAt: Date };

/** What your record system and the municipality have agreed on, once. */
export type Registration = {
  /** `iss`: this system at this municipality, as it was registered. */
  issuer: string;
  /** `aud`: the deployment's issuer identifier, from its discovery document. */
  audience: string;
  cvr: string;
  key: CryptoKey;
  keyId: string;
};

/**
 * Signs a context token: this user, this citizen, this CVR number, this page. It is used once and lives for a minute, so make a new one each
 * time the component asks. Everything in it is checked against the registration; a claim can never widen it.
 */
export const signContextToken = (
  registration: Registration,
  user: User,
  citizen: { cpr: string; name: string },
  page: { origin: string; locale: string },
): Promise<string> =>
  new SignJWT({
    ver: '1',
    cpr: citizen.cpr,
    name: citizen.name,
    cvr: registration.cvr,
    user_name: user.name,
    user_title: user.title,
    roles: user.roles.map((role) => `urn:dk:kommune:sloering:${role}`),
    loa: 'Substantial',
    auth_time: Math.floor(user.signedInAt.getTime() / 1000),
    embed_origin: page.origin,
    locale: page.locale,
  })
    .setProtectedHeader({ typ: 'sloering-context+jwt', alg: 'ES256', kid: registration.keyId })
    .setIssuer(registration.issuer)
    .setAudience(registration.audience)
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime('60s')
    .setJti(randomUUID())
    .sign(registration.key);
