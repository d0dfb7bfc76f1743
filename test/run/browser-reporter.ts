import { writeFileSync } from 'node:fs';
import type { Totals } from './totals.ts';

interface Suite {
  tests: { passed: boolean; skipped: boolean }[];
  suites: Suite[];
}

interface Session {
  testFile: string;
  testResults?: Suite;
}

/** A reporter for web-test-runner that writes the totals of all files into `file`. */
export function writeBrowserTotals(file: string): {
  onTestRunFinished(run: { sessions: Iterable<Session> }): void;
} {
  return {
    onTestRunFinished({ sessions }) {
      const totals: Totals = { passed: 0, failed: 0, skipped: 0, skipReasons: [], emptyFiles: [] };
      for (const session of sessions) {
        const tests = session.testResults === undefined ? [] : testsOf(session.testResults);
        if (tests.length === 0) totals.emptyFiles.push(session.testFile);
        totals.skipped += tests.filter(({ skipped }) => skipped).length;
        totals.passed += tests.filter(({ skipped, passed }) => !skipped && passed).length;
        totals.failed += tests.filter(({ skipped, passed }) => !skipped && !passed).length;
      }
      writeFileSync(file, JSON.stringify(totals));
    },
  };
}

function testsOf(suite: Suite): Suite['tests'] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
