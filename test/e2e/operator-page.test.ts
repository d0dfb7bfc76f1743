import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { dialogOf, openDemo, register, type Demo } from './demo.ts';

describe('the operator’s page, in a browser', () => {
  let demo: Demo;
  let page: Page;

  before(async () => {
    demo = await openDemo();
    const context = await demo.browser.newContext({
      locale: 'da-DK',
      httpCredentials: { username: 'demo', password: 'demo' },
    });
    page = await context.newPage();
    await page.goto(demo.at('operations'));
  });
  after(() => demo.close());

  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  const main = 'CVR 29190623';

  test('“Virker billetten?” makes one call to the test service and says that it does', async () => {
    await row(main)
      .getByRole('button', { name: /Virker billetten/ })
      .click();
    await page.getByRole('status').getByText('Billetten virker').waitFor();
    await row(main)
      .getByText(/Gælder til/)
      .waitFor();
    assert.deepEqual(await demo.kept(), []);
  });

  test('a pause by keyboard alone holds the next registration, which is delivered when it is released', async () => {
    await row(main).locator('summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('sat på pause').waitFor();
    const record = await demo.openRecord();
    await register(record);
    await dialogOf(record)
      .getByText(/Registreret|På vej/)
      .first()
      .waitFor();
    await page.reload();
    await page.getByText('Noget venter på et menneske.').waitFor();
    assert.deepEqual(await demo.kept(), []);
    await row(main)
      .getByRole('button', { name: /Slip fri/ })
      .click();
    await page.getByRole('status').getByText('sluppet fri').waitFor();
    await dialogOf(record)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    await page.goto(demo.at('operations'));
    await page.getByText('Alt er leveret.').waitFor();
    assert.equal((await demo.kept()).length, 1);
  });

  test('it shows neither the citizen nor the employee', async () => {
    const text = await page.locator('body').innerText();
    for (const canary of ['251248', 'Asger', 'Mette', 'Sundby', 'Trusler'])
      assert.ok(!text.includes(canary), canary);
  });

  test('the register’s own form sets its switches in a browser', async () => {
    const national = await demo.browser.newPage();
    await national.goto(demo.at('national'));
    await national.getByLabel('Alt er nede (503)').check();
    await national.getByRole('button', { name: 'Gem', exact: true }).click();
    await national.getByRole('heading', { name: 'Det nationale register' }).waitFor();
    assert.equal(await national.getByLabel('Alt er nede (503)').isChecked(), true);
    await national.getByRole('button', { name: 'Nulstil alt' }).click();
    await national.getByRole('heading', { name: 'Det nationale register' }).waitFor();
    assert.equal(await national.getByLabel('Alt er nede (503)').isChecked(), false);
    await national.close();
  });
});
