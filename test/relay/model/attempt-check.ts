import type { StoredAttempt } from './database.ts';
import type { Sent } from './register.ts';

/** What is wrong with an attempt as it is written, next to what its caller was told; undefined when nothing is. */
export const attemptProblem = (
  row: StoredAttempt | undefined,
  sent: Sent | undefined,
): string | undefined => {
  if (!row) return 'an attempt vanished';
  // Nobody came to write down its end: the relay counts it as unknown.
  if (row.outcome === null) return undefined;
  const written = `${row.outcome} ${row.code ?? ''}`.trim();
  if (!sent)
    return written === 'retry lease_too_short' ? undefined : `an attempt without a call says ${written}`;
  const seen = sent.outcome;
  if (!seen) return 'an attempt was settled before its caller heard anything';
  const said = `${seen.kind} ${'code' in seen ? seen.code : ''}`.trim();
  const givenUp = said === 'unknown fault_unlisted' && written === 'refused fault_unlisted';
  return said === written || givenUp ? undefined : `an attempt says ${written}, its caller heard ${said}`;
};
