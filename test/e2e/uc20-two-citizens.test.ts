import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dialogOf, fillForm, openDemo, type Demo } from './demo.ts';

describe('UC20: two citizens, two tabs', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  test('two tabs with a citizen each register each their own', async () => {
    const tabs = [await demo.openRecord({ citizen: 1 }), await demo.openRecord({ citizen: 2 })];
    for (const tab of tabs) {
      await tab.getByRole('button', { name: 'Slør', exact: true }).click();
      await fillForm(tab);
    }
    for (const tab of tabs) await dialogOf(tab).getByRole('button', { name: 'Slør', exact: true }).click();
    for (const tab of tabs)
      await dialogOf(tab)
        .getByText(/I kraft nationalt siden/)
        .waitFor();
    assert.deepEqual((await demo.kept()).map(({ cpr }) => cpr).sort(), ['2512484916', '2512489996']);
    await Promise.all(tabs.map((tab) => tab.close()));
  });

  // Wrong patient: the record moves on to another citizen while a form with typed text is open.
  test('when the record changes citizen, nothing of the first is left in the form', async () => {
    const page = await demo.openRecord({ citizen: 3 });
    await page.getByRole('button', { name: 'Slør', exact: true }).click();
    const dialog = dialogOf(page);
    await dialog.getByRole('textbox', { name: /Begrundelse/ }).fill('noget om den første');
    await dialog.getByText('Villads Eksempelgaard').waitFor();
    await page.evaluate("document.querySelector('#citizens button').click()");
    await dialog.getByText('Asger Testmann').waitFor();
    assert.equal(await dialog.getByText('Villads Eksempelgaard').count(), 0);
    assert.ok(!(await dialog.innerText()).includes('noget om den første'));
    await page.close();
  });
});
