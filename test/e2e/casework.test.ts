import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openDemo, type Demo } from './demo.ts';
import { logIn } from './hosted-page.ts';
import { seed } from './seed.ts';

const asger = '2512489996';
const bodil = '2512484916';
const villads = '0108109996';
const day = 86_400_000;

describe('casework', () => {
  let demo: Demo;
  let employee: Page;
  before(async () => {
    demo = await openDemo();
    employee = await logIn(demo, 'Anna Testesen', { path: '/mine' });
    await employee.getByRole('heading', { name: 'Mine registreringer' }).waitFor();
  });
  after(() => demo.close());

  /** What the register holds for a citizen: the end of the last call it kept, in whole days from now. */
  const daysHeld = async (cpr: string, cvr = '29190623'): Promise<number> => {
    const last = (await demo.kept()).filter((one) => one.cpr === cpr && one.cvr === cvr).at(-1);
    return Math.round(((last?.end ?? 0) - Date.now()) / day);
  };
  /** Waits until the register holds it; the relay delivers after the answer. */
  const held = async (cpr: string, days: number, cvr?: string): Promise<void> => {
    for (let looks = 0; looks < 200; looks += 1) {
      if ((await daysHeld(cpr, cvr)) === days) return;
      await new Promise((go) => setTimeout(go, 50));
    }
    assert.equal(await daysHeld(cpr, cvr), days);
  };

  test('UC5 and UC6: a manager confirms with one key and rejects with a reason; the other registration stays in force', async () => {
    const [first = '', second = ''] = await seed(employee, [
      { cpr: asger, days: 90, text: 'Truede på vej ud.' },
      { cpr: asger, days: 30, reason: 'fear' },
    ]);
    await held(asger, 90);
    const manager = await logIn(demo, 'Bo Prøvesen', { path: '/inbox' });
    const rows = manager.getByRole('row');
    await rows.filter({ hasText: 'Truede på vej ud.' }).focus();
    await manager.keyboard.press('a');
    await manager.getByLabel('Hvorfor afviser du?').fill('Truslen gjaldt en anden.');
    await manager.getByRole('button', { name: 'Afvis 1 sløring' }).click();
    await rows.filter({ hasText: 'Begrundet frygt' }).focus();
    await manager.keyboard.press('g');
    // Both can be undone for ten seconds; nothing has been sent while they can.
    await manager.getByText(/Godkend 1 sløring: sendes om/).waitFor();
    assert.equal(await daysHeld(asger), 90);
    await manager.getByText('Der er ikke noget at afgøre.').waitFor();
    // The register holds the latest end over what is in force: the second one's.
    await held(asger, 30);
    await manager.goto(demo.at('server', '/overview'));
    await manager.getByRole('row').filter({ hasText: 'Afvist (Bo Prøvesen)' }).waitFor();
    await manager.getByRole('row').filter({ hasText: 'Godkendt (Bo Prøvesen)' }).waitFor();
    await employee.reload();
    await employee.getByRole('row').filter({ hasText: first }).filter({ hasText: 'afvist' }).waitFor();
    await employee.getByRole('row').filter({ hasText: second }).filter({ hasText: 'bekræftet' }).waitFor();
    await manager.context().close();
  });

  test('UC7: a manager renews thirty in one step, and the register hears of each', async () => {
    // Birth dates of thirty people; serial numbers of a kind nobody has had.
    const found = Array.from(
      { length: 30 },
      (_, at) => `${String((at % 28) + 1).padStart(2, '0')}02${50 + at}0001`,
    );
    // Two people register: one alone would meet the limit of changes a minute.
    const colleague = await logIn(demo, 'Dorte Systemgaard', { path: '/mine' });
    await colleague.getByRole('heading', { name: 'Mine registreringer' }).waitFor();
    const dueSoon = found.map((cpr) => ({ cpr, days: 10 }));
    await seed(employee, dueSoon.slice(0, 15));
    await seed(colleague, dueSoon.slice(15));
    await colleague.context().close();
    const manager = await logIn(demo, 'Bo Prøvesen', { path: '/due' });
    await manager.getByLabel('Vælg alle viste').check();
    await manager.getByRole('button', { name: `Forlæng ${found.length} valgte` }).click();
    await manager.getByLabel('Hvorfor er sløringen stadig nødvendig?').fill('Gennemgået: truslen består.');
    await manager.getByRole('button', { name: `Forlæng ${found.length} sløringer` }).click();
    await manager.getByRole('main').getByText(`${found.length} af ${found.length} er forlænget.`).waitFor();
    for (const cpr of found) await held(cpr, 90);
    await manager.context().close();
  });

  test('UC8 and UC17: a blurring for two CVR numbers is ended early, at both', async () => {
    const cvrs = ['29190623', '99000007'];
    const [reference = ''] = await seed(employee, [{ cpr: bodil, cvrs }]);
    for (const cvr of cvrs) await held(bodil, 90, cvr);
    const admin = await logIn(demo, 'Dorte Systemgaard', { path: '/overview' });
    await admin.getByLabel('CPR-nummer', { exact: true }).fill(bodil);
    await admin.getByRole('button', { name: 'Søg', exact: true }).click();
    await admin.getByRole('main').getByText('1 sløring', { exact: true }).waitFor();
    await admin.getByRole('cell').getByRole('link').first().click();
    await admin.getByText('251248-4916').waitFor();
    await admin.getByRole('button', { name: `Ophæv: ${reference}` }).click();
    await admin.getByLabel('Hvorfor ophæver du?').fill('Borgeren er flyttet.');
    await admin.getByRole('button', { name: 'Ophæv 1 sløring' }).click();
    await admin.getByText('Begrundelse: Borgeren er flyttet.').waitFor();
    for (const cvr of cvrs) await held(bodil, 0, cvr);
    assert.doesNotMatch(admin.url(), /2512|4916/);
    await admin.context().close();
  });

  test('UC11: an extract in three formats, saved whole, and on record', async () => {
    const admin = await logIn(demo, 'Dorte Systemgaard', { path: '/overview' });
    await admin.getByText('Udtræk', { exact: true }).click();
    await admin.getByLabel('Hvad skal det bruges til?').selectOption('oversight');
    for (const [label, extension] of [
      ['Excel (.xlsx)', 'xlsx'],
      ['CSV, semikolon', 'csv'],
      ['JSON Lines, til programmer', 'jsonl'],
    ] as const) {
      await admin.getByLabel(label).check();
      const [download] = await Promise.all([
        admin.waitForEvent('download'),
        admin.getByRole('button', { name: 'Hent udtræk' }).click(),
      ]);
      assert.match(download.suggestedFilename(), new RegExp(`^sloeringer-[0-9-]{10}\\.${extension}$`));
      const content = readFileSync(await download.path());
      if (extension === 'xlsx') assert.equal(content.subarray(0, 2).toString(), 'PK');
      else {
        assert.match(content.toString(), /Truslen gjaldt en anden\./);
        assert.doesNotMatch(content.toString(), /2512489996|251248-9996/);
      }
      await admin
        .getByRole('main')
        .getByText(/Udtrækket er hentet/)
        .waitFor();
    }
    await admin.context().close();
  });

  test('UC14: the answer to an access request, in both versions', async () => {
    await seed(employee, [{ cpr: villads, text: 'Slog ud efter mig.' }]);
    const admin = await logIn(demo, 'Dorte Systemgaard', { path: '/access-request' });
    await admin.getByLabel('Borgerens CPR-nummer').fill(villads);
    await admin.getByRole('button', { name: 'Vis', exact: true }).click();
    await admin
      .getByRole('heading', { name: 'Indsigt i sløringer: Uden medarbejdernes identitet' })
      .waitFor();
    assert.match(await admin.getByRole('main').innerText(), /Slog ud efter mig\./);
    assert.doesNotMatch(await admin.getByRole('main').innerText(), /Anna|Testesen|Dorte/);
    await admin.getByRole('button', { name: 'En anden borger' }).click();
    await admin.getByLabel('Borgerens CPR-nummer').fill(villads);
    await admin.getByLabel('Fuldstændig').check();
    await admin.getByRole('button', { name: 'Vis', exact: true }).click();
    await admin.getByRole('heading', { name: 'Indsigt i sløringer: Fuldstændig' }).waitFor();
    assert.match(await admin.getByRole('main').innerText(), /Anna Testesen/);
    assert.doesNotMatch(demo.logs(), /0108109996|010810-9996|Slog ud/);
    await admin.context().close();
  });
});
