import type { Cpr, Cvr, Instant } from '../domain/ids.ts';
import type { Role } from '../domain/permission.ts';
import type { Issuer } from '../store/store.ts';
import type { ContextClaims } from './claims.ts';
import { grantedRoles } from './roles.ts';
import { cpr, cvr, instant } from '../domain/ids.ts';

/** How a launch reached us; the issuer's registration says which are open (`launch.md` 2.4). */
export type LaunchMode = Issuer['modes'][number];

/** What one verified context token gives: never more than the issuer's registration allows. */
export type VerifiedLaunch = {
  issuer: Issuer;
  mode: LaunchMode;
  /** Replay identity together with `issuer.iss`; never the token's text. */
  jti: string;
  expiresAt: Instant;
  user: { subject: string; name: string; title: string | null; uuid: string | null };
  roles: readonly Role[];
  cpr: Cpr;
  citizenName: string | null;
  cvr: Cvr;
  /** SOR code of the person's unit. */
  unit: string | null;
  intent: 'create' | 'status' | 'extend';
  locale: 'da' | 'en' | null;
  origin: string | null;
  returnUri: string | null;
  /** SHA-256 of the verifier the host page holds; only in handle and form-post mode. */
  challenge: string | null;
  /** For the log: the host's correlation id and the key that signed. */
  transaction: string | null;
  keyId: string;
};

const intents = ['create', 'status', 'extend'] as const;
const locales = ['da', 'en'] as const;

/** Turns claims that have passed every check into a launch. */
export const toVerifiedLaunch = (
  claims: ContextClaims,
  issuer: Issuer,
  mode: LaunchMode,
  keyId: string,
): VerifiedLaunch => ({
  issuer,
  mode,
  jti: claims.jti,
  expiresAt: instant(claims.exp * 1000),
  user: {
    subject: claims.sub,
    name: claims.user_name,
    title: claims.user_title ?? null,
    uuid: claims.user_uuid ?? null,
  },
  roles: grantedRoles(claims.roles, issuer.roles),
  cpr: cpr(claims.cpr),
  citizenName: claims.name ?? null,
  cvr: cvr(claims.cvr),
  unit: claims.sor ?? null,
  intent: intents.find((one) => one === claims.intent) ?? 'create',
  locale: locales.find((one) => one === claims.locale?.slice(0, 2).toLowerCase()) ?? null,
  origin: claims.embed_origin ?? null,
  returnUri: claims.return_uri ?? null,
  challenge: mode === 'in_page' ? null : (claims.launch_challenge ?? null),
  transaction: claims.txn ?? null,
  keyId,
});
