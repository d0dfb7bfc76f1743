import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { dialogOf, fillForm, openDemo, register, type Demo } from './demo.ts';

/** Also inside a shadow root. */
const hasFocus = async (element: Locator): Promise<boolean> =>
  (await element.and(element.page().locator(':focus')).count()) === 1;

describe('UC1: from a press in a care record to the national register', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  test('an employee registers and sees it come into force; the register has exactly that', async () => {
    const page = await demo.openRecord();
    await register(page, 'Trusler', 'kanariefugl ved døren');
    const dialog = dialogOf(page);
    await dialog
      .getByText(/^Registreret/)
      .first()
      .waitFor();
    await dialog.getByText(/I kraft nationalt siden \d\d\.\d\d/).waitFor();
    const kept = await demo.kept();
    assert.equal(kept.length, 1);
    assert.equal(kept[0]?.cvr, '29190623');
    assert.equal(kept[0]?.cpr, '2512489996');
    assert.equal(new Date(kept[0]?.end ?? 0).toISOString().slice(14), '59:59.000Z');
    await page.close();
  });

  test('the next time, what exists is shown first', async () => {
    const page = await demo.openRecord();
    await page.getByRole('button', { name: 'Slør', exact: true }).click();
    await dialogOf(page)
      .getByRole('heading', { name: /Allerede sløret til og med/ })
      .waitFor();
    await page.close();
  });

  // Two quick presses on the last button, as a shaken person makes them.
  test('two presses are one registration', async () => {
    const before = (await demo.kept()).length;
    const page = await demo.openRecord({ citizen: 2 });
    await page.getByRole('button', { name: 'Slør', exact: true }).click();
    await fillForm(page);
    await dialogOf(page).getByRole('button', { name: 'Slør', exact: true }).dblclick();
    await dialogOf(page)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    assert.equal((await demo.kept()).length, before + 1);
    await page.close();
  });

  test('the keyboard alone is enough', async () => {
    const page = await demo.openRecord({ citizen: 3 });
    const opener = page.getByRole('button', { name: 'Slør', exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = dialogOf(page);
    await dialog.getByRole('radio', { name: 'Vold' }).waitFor();
    /** Tabs until the wanted thing has focus; a trap or a missing stop fails by running out. */
    const tabTo = async (role: 'radio' | 'checkbox' | 'button', name: string): Promise<void> => {
      const wanted = dialog.getByRole(role, { name, exact: true });
      for (let presses = 0; presses < 40; presses += 1) {
        if (await hasFocus(wanted)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`the keyboard does not reach ${role} ${name}`);
    };
    await tabTo('radio', 'Vold');
    await page.keyboard.press('Space');
    await tabTo('checkbox', 'Jeg har læst retningslinjerne');
    await page.keyboard.press('Space');
    await tabTo('button', 'Gå videre');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Slør', exact: true }).waitFor();
    await tabTo('button', 'Slør');
    await page.keyboard.press('Enter');
    await dialog.getByText(/I kraft nationalt siden/).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(await hasFocus(opener), 'focus returns to the button that opened it');
    await page.close();
  });

  test('stopped with Ctrl-C and started again, everything is still there', async () => {
    const before = await (await fetch(demo.at('national', '/control/blurrings'))).json();
    await demo.stop();
    await demo.start();
    assert.deepEqual(await (await fetch(demo.at('national', '/control/blurrings'))).json(), before);
    const page = await demo.openRecord();
    await page.getByRole('button', { name: 'Slør', exact: true }).click();
    await dialogOf(page)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    await page.close();
  });

  // Attack on ourselves: a number, a name, a reason or a token in somebody's log (promise P7).
  test('no program has written a CPR number, a name, a reason or a token', () => {
    const logs = demo.logs();
    assert.match(logs, /"event":"delivered"/);
    for (const secret of [
      '2512489996',
      '251248-9996',
      '2512484916',
      '0108109996',
      'Testmann',
      'Sundby',
      'kanariefugl',
      'eyJ',
    ]) {
      assert.ok(!logs.includes(secret), secret);
    }
  });
});
