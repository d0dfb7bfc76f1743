import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import * as defects from './model/defects.ts';
import { createDatabases, keepsPromises } from './model/property.ts';

/**
 * `MODEL_RUNS=20000 node --test test/relay/model.test.ts` for a long look. A failure prints seed, path and replayPath; given back as
 * MODEL_SEED, MODEL_PATH and MODEL_REPLAY they play the same schedule again.
 */
const numRuns = Number(process.env['MODEL_RUNS'] ?? 200);
const { MODEL_SEED: seed, MODEL_PATH: path } = process.env;
const replay = {
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(path === undefined ? {} : { path }),
};

/** Each defect is caught within some dozens of schedules; with so many, chance does not let one through. */
const mostUntilCaught = 1_000;

/** Seen while it happens, or at the end by those nobody looked at in between. */
const notBrought = /^(shown as in force, and the register|the register does not hold what is wanted)/;

/** A defect put in, and what the checker must say of it. */
const controls: [name: keyof typeof defects, says: RegExp][] = [
  // Seen at once, or by what the older of the two calls leaves behind when it lands last.
  ['claimsTwice', /^(two calls at once for one key$|the register does not hold what is wanted)/],
  ['sendsByWrongCvr', /^a call with another CVR number than the key’s$/],
  ['takesUnknownForDelivered', notBrought],
  ['writesUnknownAsDelivered', /^an attempt says delivered, its caller heard unknown/],
  ['neverRepeats', /^the register does not hold what is wanted/],
  ['sendsStaleIntent', notBrought],
  ['forgetsUnfinishedCalls', /^the register does not hold what is wanted/],
  ['overlooksPauses', /^a paused CVR number was delivered for$/],
  ['overlooksParking', /^a parked key was delivered$/],
  ['callsTooMany', /^more than four calls at once$/],
];

describe('the relay, whatever happens in whatever order', () => {
  const databases = createDatabases();
  after(() => databases.close());

  test('keeps every promise, and the register ends with what is wanted', async () => {
    await fc.assert(keepsPromises(databases), { numRuns, ...replay });
  });

  for (const [name, says] of controls) {
    test(`would be caught if it had the defect ${name}`, async () => {
      const found = await fc.check(keepsPromises(databases, defects[name]), {
        numRuns: mostUntilCaught,
        endOnFailure: true,
      });
      const where = `seed ${found.seed}, path ${found.counterexamplePath}`;
      assert.ok(found.failed, `not caught in ${found.numRuns} schedules, ${where}`);
      assert.ok(found.errorInstance instanceof Error, where);
      assert.match(found.errorInstance.message, says, where);
    });
  }
});
