import { isInForce, type Blurring } from './blurring.ts';
import type { Cvr, Instant } from './ids.ts';

/**
 * What the national register should hold for one (CVR number, citizen). The register keeps one end time per key and the last
 * call wins (NSP pages 214144850, 220266623), so it is given the latest end over all registrations in force, or "ended".
 */
export type RegisterIntent = { kind: 'blurred'; until: Instant } | { kind: 'ended' };

/** The intent for one CVR number, from all of a citizen's registrations in the municipality. */
export const registerIntent = (blurrings: readonly Blurring[], cvr: Cvr, now: Instant): RegisterIntent => {
  const ends = blurrings
    .filter((one) => one.cvrs.includes(cvr) && isInForce(one, now))
    .map((one) => one.endsAt);
  return ends.length === 0
    ? { kind: 'ended' }
    : { kind: 'blurred', until: ends.reduce((latest, end) => (end > latest ? end : latest)) };
};

const same = (a: RegisterIntent, b: RegisterIntent): boolean =>
  a.kind === 'blurred' && b.kind === 'blurred' ? a.until === b.until : a.kind === b.kind;

/** The CVR numbers whose register entry has to change when `before` becomes `after`. */
export const changedIntents = (
  before: readonly Blurring[],
  after: readonly Blurring[],
  now: Instant,
): Cvr[] =>
  [...new Set([...before, ...after].flatMap((one) => one.cvrs))].filter(
    (cvr) => !same(registerIntent(before, cvr, now), registerIntent(after, cvr, now)),
  );
