import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dialogOf, openDemo, register, type Demo } from './demo.ts';

const code = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('UC19: what the citizen sees', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  test('names of the municipality become codes and come back after the end; the hospital’s stay names', async () => {
    const minlog = await demo.browser.newPage();
    await minlog.goto(demo.at('minlog', '/borgere/1'));
    const staff = async (): Promise<string[]> =>
      (await minlog.getByRole('row').locator('td:nth-child(2)').allInnerTexts()).map((text) => text.trim());
    const names = await staff();
    assert.ok(names.length >= 4 && names.every((name) => !code.test(name)));

    const record = await demo.openRecord();
    await register(record);
    await dialogOf(record)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    // The page renews itself.
    await minlog
      .getByText(/^[0-9a-f]{8}-[0-9a-f]{4}-5/)
      .first()
      .waitFor();
    const blurred = await staff();
    assert.deepEqual(
      blurred.map((name) => code.test(name)),
      names.map((name) => name !== 'Karen Holmgaard'),
    );

    const other = await demo.browser.newPage();
    await other.goto(demo.at('minlog', '/borgere/2'));
    assert.equal(
      await other.getByText(/^[0-9a-f]{8}-[0-9a-f]{4}-5/).count(),
      0,
      'another citizen still sees names',
    );

    const manager = await demo.openRecord({ user: 'lone' });
    await manager.getByRole('button', { name: 'Slør', exact: true }).click();
    await dialogOf(manager)
      .getByRole('button', { name: /^Ophæv/ })
      .first()
      .click();
    await dialogOf(manager)
      .getByRole('button', { name: /^Ophæv/ })
      .last()
      .click();
    await dialogOf(manager)
      .getByText(/Ophørt|ophævet/)
      .first()
      .waitFor();
    await minlog.getByText(names[0] ?? '').waitFor({ timeout: 60_000 });
    assert.deepEqual(await staff(), names);
  });
});
