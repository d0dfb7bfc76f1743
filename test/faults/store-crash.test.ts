import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { freshSqlite } from '../store/databases.ts';
import { assertWhole, runWriter, withoutStrace } from './store-process.ts';

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20);
const seed = Number(process.env['CRASH_SEED'] ?? randomInt(1_000_000));

describe('the store when its process dies', () => {
  let database: Awaited<ReturnType<typeof freshSqlite>>;
  before(async () => void (database = await freshSqlite()));
  after(() => database.drop());

  it(`loses nothing it acknowledged when killed at random, ${rounds} times (CRASH_SEED=${seed})`, async () => {
    const all: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const killAfter = 1 + ((seed * 31 + round * 17) % 40);
      const args = [database.url, '0', round % 2 === 0 ? '1' : '16', String(round * 10_000 + 1)];
      const { committed, signal } = await runWriter(args, { killAfter });
      assert.equal(signal, 'SIGKILL');
      all.push(...committed);
    }
    await assertWhole(database.file, all);
  });

  it('loses nothing it acknowledged when killed exactly at a sync', { skip: withoutStrace() }, async () => {
    const own = await freshSqlite();
    const all: string[] = [];
    // The first rounds die while the tables are made.
    for (let nth = 1; nth <= 24; nth += nth < 6 ? 1 : 3) {
      const traced = [
        '-e',
        'trace=fsync,fdatasync',
        '-e',
        `inject=fsync,fdatasync:signal=SIGKILL:when=${nth}`,
      ];
      const { committed, lines } = await runWriter([own.url, '60', '1', String(nth * 1000)], { traced });
      assert.ok(committed.length < 60, lines.join('\n'));
      all.push(...committed);
    }
    await assertWhole(own.file, all);
    await own.drop();
  });
});
