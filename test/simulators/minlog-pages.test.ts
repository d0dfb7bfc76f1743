import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { aCall, ASGER, DAY } from '../idsas/national.ts';
import { citizens, startRegister, startView } from './minlog-start.ts';

const BOTH =
  '<ListAllBlurredOrgsResponse><org><id>130101A</id><classification>SHAK</classification></org></ListAllBlurredOrgsResponse>';

const start = async (t: TestContext) => {
  const register = await startRegister(t);
  register.answers.set('ListAllBlurredOrgs', BOTH);
  return { register, view: await startView(t, register.url) };
};

test('the page says in words why a name is hidden, and explains the words it uses', async (t) => {
  const { register, view } = await start(t);
  const page = async () => (await fetch(`${view.url}/borgere/1`)).text();
  const before = await page();
  assert.match(before, /Afdelingssløring/);
  assert.match(before, /Navn vises/);
  assert.doesNotMatch(before, /Individuel sløring/);
  await (await register.national.client()).createBlurring(aCall({ endDateTime: Date.now() + DAY }));
  const during = await page();
  assert.match(during, /Individuel sløring<\/dt><dd>Navnet er skjult, fordi/);
  assert.match(during, /Afdelingssløring<\/dt><dd>Navnet er skjult, fordi/);
  // The form offers places to look from; a name there would undo the list above it.
  assert.doesNotMatch(during, /Ågård|Vestergaard|Holmgaard|Lindholt/);
});

test('citizens are addressed by number, and no CPR number is in a page or an answer', async (t) => {
  const { view } = await start(t);
  await view.visit(1);
  for (const path of ['/', '/borgere/1', '/live/1', '/api/citizens/1/log']) {
    const response = await fetch(view.url + path);
    assert.equal(response.status, 200, path);
    const text = await response.text();
    for (const { cpr } of citizens) assert.ok(!text.includes(cpr.slice(0, 6)), path);
  }
  for (const path of ['/borgere/4', '/borgere/0', `/borgere/${ASGER}`, '/borgere/1/log', '/api/citizens/1'])
    assert.equal((await fetch(view.url + path)).status, 404, path);
});

test('every page runs nothing and loads nothing from elsewhere', async (t) => {
  const { view } = await start(t);
  for (const path of ['/', '/borgere/1', '/live/1', '/assets/minlog.css']) {
    const response = await fetch(view.url + path);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'self'; script-src 'self'/, path);
    assert.doesNotMatch(policy, /unsafe/);
    assert.doesNotMatch(await response.text(), / style="| on\w+="|https?:\/\//, path);
  }
});
