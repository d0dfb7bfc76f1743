import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { openDemo, type Demo } from './demo.ts';
import { logIn } from './hosted-page.ts';
import { seed } from './seed.ts';

const asger = '2512489996';

describe('what was done, how much, and what goes', () => {
  let demo: Demo;
  before(async () => {
    demo = await openDemo();
    const employee = await logIn(demo, 'Anna Testesen', { path: '/mine' });
    await employee.getByRole('heading', { name: 'Mine registreringer' }).waitFor();
    await seed(employee, [{ cpr: asger, text: 'Truede på vej ud.' }]);
    await employee.context().close();
  });
  after(() => demo.close());

  test('UC16: an auditor reads, verifies and takes out the audit log', async () => {
    const auditor = await logIn(demo, 'Erik Kontrolbo', { path: '/audit' });
    await auditor.getByRole('cell', { name: 'Sløring registreret' }).waitFor();
    await auditor.getByRole('button', { name: 'Kontrollér loggen' }).click();
    await auditor.getByText(/Loggen er hel: \d+ poster hænger sammen/).waitFor();
    const [download] = await Promise.all([
      auditor.waitForEvent('download'),
      auditor.getByRole('button', { name: 'Gem som FHIR AuditEvent' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\n');
    assert.match(lines.at(-1) ?? '', /OperationOutcome/);
    assert.ok(lines.length > 3);
    assert.doesNotMatch(lines.join(), /Anna|2512489996|Truede/);
    await auditor.getByLabel('Borgerens CPR-nummer').fill(asger);
    await auditor.getByRole('button', { name: 'Søg', exact: true }).click();
    await auditor.getByRole('cell', { name: 'født 25.12.1948' }).first().waitFor();
    assert.doesNotMatch(auditor.url(), /2512/);
    await auditor.context().close();
  });

  test('UC18: an administrator sees what is due, and puts a citizen on hold', async () => {
    const admin = await logIn(demo, 'Dorte Systemgaard', { path: '/retention' });
    await admin.getByText('Der er ikke noget at slette.').waitFor();
    await admin.getByLabel('Borgerens CPR-nummer').fill(asger);
    await admin.getByLabel('Hvorfor må oplysningerne ikke slettes?').fill('Retssag verserer.');
    await admin.getByRole('button', { name: 'Undtag borger' }).click();
    await admin.getByRole('cell', { name: 'Retssag verserer.' }).waitFor();
    await admin.getByRole('button', { name: /Ophæv undtagelsen/ }).click();
    await admin.getByText('Ingen borger er undtaget.').waitFor();
    assert.doesNotMatch(demo.logs(), /2512489996|Retssag/);
    await admin.context().close();
  });

  test('UC12: the national body sees how many, and downloads it; the municipality sees no small number', async () => {
    const national = await logIn(demo, 'Lis Landsdækker', { path: '/figures' });
    // The log is counted once a minute.
    const row = national.getByRole('row').filter({ hasText: 'Eksempelby Kommune' });
    for (let looks = 0; looks < 90; looks += 1) {
      await row.waitFor();
      if (/Eksempelby Kommune\s+[^i]*2026/.test(await row.innerText())) break;
      await national.waitForTimeout(1_000);
      await national.reload();
    }
    await national.getByText('1 af 98', { exact: true }).waitFor();
    // The library that draws them comes when it is needed, under the page's own rules for scripts.
    await national.locator('sloering-chart canvas').first().waitFor();
    const [download] = await Promise.all([
      national.waitForEvent('download'),
      national.getByRole('link', { name: 'Hent som CSV' }).click(),
    ]);
    assert.match(readFileSync(await download.path(), 'utf8'), /Eksempelby Kommune;20\d\d-\d\d;1;/);
    const manager = await logIn(demo, 'Bo Prøvesen', { path: '/figures' });
    await manager.getByRole('cell', { name: 'under 5' }).first().waitFor();
    for (const page of [national, manager]) await page.context().close();
  });
});
