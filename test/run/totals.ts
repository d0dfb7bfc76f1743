import { readFileSync } from 'node:fs';

/** What a group of tests reports when it has run. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /** Why tests were skipped, without repetition. */
  skipReasons: string[];
  /** Files that ran and held no test: they prove nothing and would pass for ever. */
  emptyFiles: string[];
}

export const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0, skipReasons: [], emptyFiles: [] };

/** The totals a reporter wrote, or `undefined` when the run ended before it could. */
export function readTotals(file: string): Totals | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    return undefined;
  }
}

export function addTotals(a: Totals, b: Totals): Totals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skipReasons: [...new Set([...a.skipReasons, ...b.skipReasons])],
    emptyFiles: [...a.emptyFiles, ...b.emptyFiles],
  };
}

/**
 * Did the group prove anything, and did all of it hold?
 * @returns the sentences that say why not; none when all is well
 */
export function judge(totals: Totals | undefined, exitCode: number | null): string[] {
  if (totals === undefined) return ['The tests ended before they could report.'];
  const problems = totals.emptyFiles.map((file) => `${file} holds no test.`);
  if (totals.failed > 0) problems.push(`${totals.failed} failed.`);
  if (totals.passed + totals.failed + totals.skipped === 0) problems.push('No test ran.');
  if (exitCode !== 0 && problems.length === 0) problems.push(`Ended with ${exitCode ?? 'a signal'}.`);
  return problems;
}
