import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { citizensSchema, entriesSchema } from '../../examples/simulators/minlog/access-log.ts';
import type { Line } from '../../examples/simulators/minlog/access-log.ts';
import { startMinLog } from '../../examples/simulators/minlog/simulator.ts';
import { aCall, ASGER, DAY, startNational } from '../idsas/national.ts';

const read = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));

const start = async (t: TestContext) => {
  // The lookup is made with this machine's clock, so the register runs on it too.
  const national = await startNational(t, { now: Date.now, advance: () => 0 });
  const folder = await mkdtemp(join(tmpdir(), 'minlog-'));
  const minlog = await startMinLog({
    folder,
    national: national.url,
    citizens: citizensSchema.parse(await read('../../examples/demo/citizens.json')),
    entries: entriesSchema.parse(await read('../../examples/simulators/minlog-entries.json')),
  });
  t.after(async () => {
    await minlog.close();
    await rm(folder, { recursive: true });
  });
  const linesOf = async (number: number): Promise<Line[]> => {
    const response = await fetch(`${minlog.url}/api/citizens/${number}/log`);
    return ((await response.json()) as { lines: Line[] }).lines;
  };
  return { national, minlog, linesOf };
};

test('names of the blurring organisation become codes for that citizen alone, and names again after the end', async (t) => {
  const { national, linesOf } = await start(t);
  const before = await linesOf(1);
  const others = await linesOf(2);
  assert.deepEqual(
    before.filter((line) => line.blurred),
    [],
  );
  assert.ok(before.some((line) => line.staff === 'Søren Ærø Ågård'));

  const client = await national.client();
  await client.createBlurring(aCall({ endDateTime: Date.now() + DAY }));
  const during = await linesOf(1);
  assert.deepEqual(
    during.map((line) => [line.organisation, line.blurred]),
    before.map((line) => [line.organisation, line.organisation === 'Eksempelby Kommune']),
  );
  for (const line of during.filter((each) => each.blurred)) {
    assert.match(line.staff, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.ok(
    during.some((line) => line.organisation === 'Eksempel Hospital' && line.staff === 'Karen Holmgaard'),
  );
  assert.deepEqual(await linesOf(2), others);

  await national.control({ rejectPastToleranceSeconds: 60 });
  await (await national.client({ endNowOffsetSeconds: -2 })).createBlurring(aCall({ endDateTime: 0 }));
  assert.deepEqual(await linesOf(1), before);
});

// A view that falls back to names when the register is away would reveal everyone exactly when nobody is watching.
test('no names are shown while the register does not answer', async (t) => {
  const { national, minlog } = await start(t);
  await national.control({ down: true });
  assert.equal((await fetch(`${minlog.url}/api/citizens/1/log`)).status, 503);
  const html = await (await fetch(`${minlog.url}/borgere/1`)).text();
  assert.match(html, /kan ikke vises lige nu/);
  assert.doesNotMatch(html, /Ågård|Vestergaard|Holmgaard/);
});

test('citizens are addressed by number, and no CPR number is in a page or an answer', async (t) => {
  const { minlog } = await start(t);
  for (const path of ['/', '/borgere/1', '/live/1', '/api/citizens/1/log']) {
    const response = await fetch(minlog.url + path);
    assert.equal(response.status, 200, path);
    assert.ok(!(await response.text()).includes(ASGER.slice(0, 6)), path);
  }
  assert.equal((await fetch(`${minlog.url}/borgere/4`)).status, 404);
  assert.equal((await fetch(`${minlog.url}/borgere/${ASGER}`)).status, 404);
});
