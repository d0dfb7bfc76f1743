import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openJournal } from '../../examples/simulators/durable.ts';

const folderFor = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
};

test('everything appended at once is on disk when it resolves, in order', async (t) => {
  const path = join(await folderFor(t), 'a.ndjson');
  const journal = await openJournal<number>(path);
  await Promise.all(Array.from({ length: 500 }, (_, index) => journal.append(index)));
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').map(Number);
  await journal.close();
  assert.deepEqual(
    lines,
    Array.from({ length: 500 }, (_, index) => index),
  );
});

// A crash in the middle of a write leaves half a line; nobody was told it was kept.
test('a last line cut by a crash is dropped, and later entries are not glued to it', async (t) => {
  const path = join(await folderFor(t), 'a.ndjson');
  const first = await openJournal<{ name: string }>(path);
  await first.append({ name: 'Ærø' });
  await first.close();
  await appendFile(path, '{"name":"hal');
  const second = await openJournal<{ name: string }>(path);
  assert.deepEqual(second.entries, [{ name: 'Ærø' }]);
  await second.append({ name: 'ny' });
  await second.close();
  const third = await openJournal<{ name: string }>(path);
  await third.close();
  assert.deepEqual(third.entries, [{ name: 'Ærø' }, { name: 'ny' }]);
});
