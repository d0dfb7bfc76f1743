import { skewMs, type Check, type PayloadFacts } from '../facts.ts';
import type { LaunchRefusalCode } from '../refusal.ts';

/** One string, ours. A list is refused even if we are in it (audience injection, rfc7523bis). */
export const checkAudience: Check<PayloadFacts> = ({ payload, audience }) =>
  payload['aud'] === audience ? undefined : 'audience_wrong';

/** Longest accepted `exp` − `iat`, in seconds (SMART and HTI: five minutes). */
export const maxContextLifetimeSeconds = 300;
const maxAgeMs = 300_000;

type Times = { iat: number; exp: number; nbf: number | undefined };

const ms = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) * 1000 : undefined;

const readTimes = (payload: Record<string, unknown>): Times | LaunchRefusalCode => {
  if (payload['iat'] === undefined || payload['exp'] === undefined) return 'claim_missing';
  const iat = ms(payload['iat']);
  const exp = ms(payload['exp']);
  const nbf = ms(payload['nbf']);
  if (iat === undefined || exp === undefined) return 'claim_form';
  if (payload['nbf'] !== undefined && nbf === undefined) return 'claim_form';
  return { iat, exp, nbf };
};

/** At most 300 s long, not from the future, not old, not over; 30 s tolerance for the host's clock. */
export const checkTimes: Check<PayloadFacts> = ({ payload, now }) => {
  const times = readTimes(payload);
  if (typeof times === 'string') return times;
  const { iat, exp, nbf } = times;
  if (exp <= iat) return 'lifetime_not_positive';
  if (exp - iat > maxContextLifetimeSeconds * 1000) return 'lifetime_too_long';
  if (iat > now + skewMs) return 'issued_in_future';
  if (nbf !== undefined && nbf > now + skewMs) return 'not_yet_valid';
  if (exp + skewMs <= now) return 'expired';
  return iat < now - maxAgeMs ? 'issued_too_long_ago' : undefined;
};

export const checkVersion: Check<PayloadFacts> = ({ payload }) =>
  payload['ver'] === '1' ? undefined : 'version_unknown';

/** `cnf` asks for a proof of possession with every call, which is not offered; ignoring it would weaken what the host relies on. */
export const checkConfirmation: Check<PayloadFacts> = ({ payload }) =>
  payload['cnf'] === undefined ? undefined : 'confirmation_unsupported';
