import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { createDatabases, keepsPromises } from './model/property.ts';

/** `MODEL_RUNS=20000 node --test test/relay/model.test.ts` for a long look. */
const numRuns = Number(process.env['MODEL_RUNS'] ?? 200);

describe('the relay, whatever happens in whatever order', () => {
  const databases = createDatabases();
  after(() => databases.close());

  test('keeps every promise, and the register ends with what is wanted', async () => {
    await fc.assert(keepsPromises(databases), { numRuns });
  });
});
