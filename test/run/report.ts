import type { Totals } from './totals.ts';

/** One line of the report: a check, or a group of tests. */
export interface Step {
  name: string;
  seconds: number;
  /** Sentences that say what is wrong; none when all is well. */
  problems: readonly string[];
  /** What the program wrote; shown only when something is wrong. */
  output: string;
  totals?: Totals | undefined;
}

export function describeStep({ name, seconds, problems, output, totals }: Step): string {
  const counts = totals === undefined ? [] : [`${totals.passed} passed`];
  if (totals !== undefined && totals.failed > 0) counts.push(`${totals.failed} failed`);
  if (totals !== undefined && totals.skipped > 0) counts.push(`${totals.skipped} skipped`);
  const mark = problems.length === 0 ? '✔' : '✖';
  const line =
    `${mark} ${name.padEnd(12)} ${`${seconds.toFixed(1)} s`.padStart(8)}   ${counts.join(', ')}`.trimEnd();
  if (problems.length === 0) return line;
  const shown = output.trim() === '' ? [] : output.trim().split('\n').slice(-400);
  return [line, ...problems.map((problem) => `  ${problem}`), ...shown.map((text) => `  │ ${text}`)].join(
    '\n',
  );
}

/**
 * Passed and failed over all steps. A check counts as one; so does a group that went wrong without a failing test,
 * for instance because it was empty: no failure is left out of the sum.
 */
export function sum(steps: readonly Step[]): { passed: number; failed: number; skipped: number } {
  const result = { passed: 0, failed: 0, skipped: 0 };
  for (const { totals, problems } of steps) {
    result.passed += totals?.passed ?? (problems.length === 0 ? 1 : 0);
    result.skipped += totals?.skipped ?? 0;
    const failed = totals?.failed ?? 0;
    result.failed += failed === 0 && problems.length > 0 ? 1 : failed;
  }
  return result;
}

/** The end of the report. Its last line is `N passed, N failed`. */
export function describeEnd(steps: readonly Step[], evidence: readonly string[], seconds: number): string {
  const { passed, failed, skipped } = sum(steps);
  const reasons = [...new Set(steps.flatMap(({ totals }) => totals?.skipReasons ?? []))];
  const wrong = steps.filter(({ problems }) => problems.length > 0).map(({ name }) => name);
  return [
    '',
    ...evidence,
    '',
    ...(wrong.length > 0 ? [`Went wrong: ${wrong.join(', ')}`] : []),
    ...reasons.map((reason) => `Skipped: ${reason}`),
    `ℹ tests ${passed + failed + skipped}`,
    `ℹ pass ${passed}`,
    `ℹ fail ${failed}`,
    `ℹ skipped ${skipped}`,
    `ℹ duration_ms ${Math.round(seconds * 1000)}`,
    '',
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}
