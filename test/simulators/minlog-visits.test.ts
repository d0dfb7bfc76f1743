import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { aCall, DAY } from '../idsas/national.ts';
import { startRegister, startView } from './minlog-start.ts';

const start = async (t: TestContext) => {
  const register = await startRegister(t);
  register.answers.set('ListAllBlurredOrgs', '<ListAllBlurredOrgsResponse/>');
  return { register, view: await startView(t, register.url) };
};

test('a look made now is the newest line, of that citizen alone', async (t) => {
  const { view } = await start(t);
  const before = [await view.linesOf(1), await view.linesOf(2)];
  const response = await view.visit(1, 1);
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('location'), '/borgere/1');
  const [newest, ...rest] = await view.linesOf(1);
  assert.deepEqual(rest, before[0]);
  assert.equal(newest?.unit.name, 'Hjemmepleje Syd');
  assert.equal(newest?.staff, 'Søren Ærø Ågård');
  assert.deepEqual(await view.linesOf(2), before[1]);
});

// Blurring would be worth little if only what had happened before it were hidden.
test('a look made after the blurring is hidden too, and after the end both show names', async (t) => {
  const { register, view } = await start(t);
  const { national } = register;
  await (await national.client()).createBlurring(aCall({ endDateTime: Date.now() + DAY }));
  await view.visit(1);
  const during = await view.linesOf(1);
  assert.deepEqual(during[0]?.reasons, ['individual']);
  const known = during.find((line, index) => index > 0 && line.unit.id === during[0]?.unit.id);
  assert.equal(during[0]?.staff, known?.staff, 'one person has one code');
  await (await national.client({ endNowOffsetSeconds: -2 })).createBlurring(aCall({ endDateTime: 0 }));
  const after = await view.linesOf(1);
  assert.equal(after.length, during.length);
  assert.ok(after.every((line) => !line.blurred));
  assert.equal(after[0]?.staff, 'Mette Marie Vestergaard');
});

test('looks survive a restart, older ones do not move in time, and one cut off by a crash is dropped', async (t) => {
  const { register, view } = await start(t);
  await view.visit(1, 0);
  await view.visit(1, 2);
  const before = await view.linesOf(1);
  await view.close();
  await appendFile(join(view.folder, 'visits.jsonl'), '{"cpr":"2512489996","givenNames":"Kar');
  const again = await startView(t, register.url, view.folder);
  assert.deepEqual(await again.linesOf(1), before);
  await again.visit(1, 0);
  assert.equal((await again.linesOf(1)).length, before.length + 1);
  assert.equal((await readFile(join(view.folder, 'visits.jsonl'), 'utf8')).trim().split('\n').length, 3);
});

// Another web site open in the same browser could otherwise fill a citizen's log.
test('a look asked for by another web site, from an unknown place or by reading is refused and leaves no line', async (t) => {
  const { view } = await start(t);
  const before = await view.linesOf(1);
  assert.equal((await view.visit(1, 0, { origin: 'https://other.example' })).status, 403);
  for (const site of ['cross-site', 'same-site', 'none'])
    assert.equal((await view.visit(1, 0, { origin: 'null', 'sec-fetch-site': site })).status, 403, site);
  for (const place of [-1, 0.5, 99, NaN])
    assert.equal((await view.visit(1, place)).status, 400, String(place));
  assert.equal((await fetch(`${view.url}/citizens/1/visit`)).status, 405);
  assert.equal((await view.visit(4, 0)).status, 404);
  assert.deepEqual(await view.linesOf(1), before);
  assert.equal((await view.visit(1, 0, { origin: view.url })).status, 303);
  // What Chrome and Firefox send from the page itself.
  const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
  assert.equal((await view.visit(1, 0, own)).status, 303);
});
