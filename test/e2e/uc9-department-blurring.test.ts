import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { departmentsDa as t } from '../../widget/page/departments/texts.da.ts';
import { openDemo, type Demo } from './demo.ts';
import { logIn } from './hosted-page.ts';

type Entry = { operation: string; cvr: string; unit?: string; kept: boolean };

describe('UC9: a department blurring', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  const inRegister = async (): Promise<string[]> => {
    const { entries } = (await (await fetch(demo.at('national', '/control/ledger?limit=1000'))).json()) as {
      entries: Entry[];
    };
    return entries
      .filter(({ operation, kept }) => kept && operation.endsWith('OrgBlurring'))
      .map(({ operation, cvr, unit }) => `${operation} ${cvr} ${unit}`);
  };

  test('is proposed with documentation, approved by a second person, registered, and later removed', async () => {
    const dorte = await logIn(demo, 'Dorte Systemgaard', { path: '/departments' });
    await dorte.getByRole('button', { name: t.list.propose }).click();
    await dorte.getByLabel(t.search.label).fill('hjemmeplejen nor');
    await dorte.getByRole('option', { name: /Hjemmeplejen Nord/ }).waitFor();
    await dorte.keyboard.press('ArrowDown');
    await dorte.keyboard.press('Enter');
    await dorte.getByLabel(t.propose.documentation[0]).fill('To trusler mod aftenvagten i oktober.');
    await dorte.getByRole('button', { name: t.propose.button }).click();
    await dorte.getByText(t.decide.own).waitFor();
    const address = new URL(dorte.url()).pathname;
    assert.deepEqual(await inRegister(), []);

    const esben = await logIn(demo, 'Esben Medgaard', { path: address, width: 320 });
    await esben.getByText('To trusler mod aftenvagten i oktober.').waitFor();
    await esben.getByRole('button', { name: t.decide.approve }).click();
    await esben.getByText(t.explained.registered).or(esben.getByText(t.explained.in_force)).waitFor();
    const unit = '29190623 SOR 99000310000169';
    for (let tries = 0; (await inRegister()).length === 0 && tries < 100; tries += 1)
      await esben.evaluate('new Promise((done) => setTimeout(done, 100))');
    assert.deepEqual(await inRegister(), [`CreateOrgBlurring ${unit}`]);
    await esben.reload();
    await esben.getByText(t.explained.in_force).waitFor();

    await dorte.reload();
    await dorte.getByLabel(t.remove.note[0]).fill('Truslerne er holdt op.');
    await dorte.getByRole('button', { name: t.remove.button }).click();
    await dorte.getByRole('dialog').getByRole('button', { name: t.remove.button }).click();
    await dorte.getByText(t.explained.removing).or(dorte.getByText(t.explained.ended)).waitFor();
    for (let tries = 0; (await inRegister()).length === 1 && tries < 100; tries += 1)
      await dorte.evaluate('new Promise((done) => setTimeout(done, 100))');
    assert.deepEqual(await inRegister(), [`CreateOrgBlurring ${unit}`, `RemoveOrgBlurring ${unit}`]);
    await dorte.reload();
    await dorte.getByText(t.explained.ended).waitFor();
    assert.doesNotMatch(demo.logs(), /aftenvagten|holdt op/);
  });

  test('is read by an auditor, and its list of units by the national body from a file', async () => {
    const erik = await logIn(demo, 'Erik Kontrolbo', { path: '/departments' });
    await erik.getByText('Afsluttede (1)').click();
    await erik.getByRole('link', { name: 'Hjemmeplejen Nord' }).click();
    await erik.getByRole('heading', { name: t.one.history }).waitFor();
    assert.equal(await erik.getByRole('button', { name: t.remove.button }).count(), 0);

    const lis = await logIn(demo, 'Lis Landsdækker', { path: '/units' });
    const rows = 'klassifikation;kode;navn\nSHAK;5501;Nyt afsnit\nSOR;99000310000168;Forkert ciffer\n';
    await lis
      .getByLabel(t.units.file[0])
      .setInputFiles({ name: 'sor.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
    await lis.getByRole('button', { name: t.units.button }).click();
    await lis.getByText(`Linje 3: ${t.units.faults.check_digit}`).waitFor();
  });
});
