import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshSqlite } from '../store/databases.ts';
import { assertWhole, runWriter, withoutStrace } from './store-process.ts';

const careless = fileURLToPath(new URL('./store-careless-writer.ts', import.meta.url));

/** Syncs that happened between the first acknowledgement and the last; killing a process proves nothing about power loss. */
const countSyncs = async (commits: number, file?: string): Promise<number> => {
  const database = await freshSqlite();
  const few = await syncs(database.url, 1, 1, file);
  const many = await syncs(database.url, commits + 1, 1000, file);
  await database.drop();
  return many - few;
};

const syncs = async (url: string, commits: number, first: number, file?: string): Promise<number> => {
  const traced = ['-e', 'trace=fsync,fdatasync', '-e', 'signal=none'];
  const { committed, trace } = await runWriter([url, String(commits), '1', String(first)], {
    traced,
    ...(file ? { file } : {}),
  });
  assert.equal(committed.length, commits);
  return trace.split('\n').filter((line) => /f(data)?sync\(\d+\)?/.test(line) && !line.includes('resumed'))
    .length;
};

describe('the store and the disk', { skip: withoutStrace() }, () => {
  it('syncs at least once for every commit it acknowledges to a lone client', async () => {
    const commits = 60;
    // The first run also makes the tables, so the difference understates; that many are allowed for.
    assert.ok((await countSyncs(commits)) >= commits - 30);
  });

  it('would be caught by that count if it did not sync', async () => {
    assert.ok((await countSyncs(60, careless)) < 30);
  });

  // Attack: none; a disk reports a failed sync once and then claims all is well (PostgreSQL's "fsyncgate", 2018).
  it('stops for good after a failed sync, and everything acknowledged is still there', async () => {
    const database = await freshSqlite();
    const first = await runWriter([database.url, '5', '1', '1']);
    const traced = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO:when=6+'];
    const { committed, lines } = await runWriter([database.url, '200', '4', '1000'], { traced });
    assert.ok(
      lines.includes('fatal io') || lines.every((line) => !line.startsWith('ready')),
      lines.join('\n'),
    );
    assert.ok(
      lines.slice(lines.indexOf('fatal io') + 1).every((line) => !line.startsWith('committed')),
      lines.join('\n'),
    );
    await assertWhole(database.file, [...first.committed, ...committed]);
    await database.drop();
  });
});
