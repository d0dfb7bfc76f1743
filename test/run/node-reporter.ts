import type { TestEvent } from 'node:test/reporters';
import type { Totals } from './totals.ts';

/** A reporter for `node --test` that writes the totals as one line of JSON. */
export default async function* reportTotals(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0, skipReasons: [], emptyFiles: [] };
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details.type === 'suite') continue;
    if (type === 'test:fail') totals.failed += 1;
    else if (data.skip !== undefined) {
      totals.skipped += 1;
      if (typeof data.skip === 'string' && !totals.skipReasons.includes(data.skip))
        totals.skipReasons.push(data.skip);
    }
    // Node reports a file in which no test was declared as one passed test that is named after the file.
    else if (data.nesting === 0 && data.file?.endsWith(data.name) === true) totals.emptyFiles.push(data.name);
    else totals.passed += 1;
  }
  yield JSON.stringify(totals);
}
