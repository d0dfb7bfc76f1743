import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openDemo, type Demo } from './demo.ts';
import { formOf, logIn, registerTyped } from './hosted-page.ts';

const cpr = '2512484916';

describe('UC4: an employee without a record system', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  const set = async (switches: Record<string, unknown>): Promise<void> => {
    const response = await fetch(demo.at('login', '/control/settings'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(switches),
    });
    assert.equal(response.status, 200);
  };

  test('logs in, types the number, registers, and sees it in force nationally; the number is nowhere else', async () => {
    const page = await logIn(demo, 'Anna Testesen', { path: '/register' });
    const addresses: string[] = [];
    page.on('request', (request) => void addresses.push(request.url()));
    await registerTyped(page, cpr);
    await formOf(page)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    assert.equal((await demo.kept()).at(-1)?.cpr, cpr);
    await page.getByRole('navigation').getByRole('link', { name: 'Mine registreringer' }).click();
    await page.getByRole('cell', { name: '251248-••••' }).waitFor();
    const kept = [
      addresses.join(),
      await page.content(),
      JSON.stringify(await page.context().storageState()),
    ];
    for (const place of kept) assert.doesNotMatch(place, /2512484916|251248-4916/);
    assert.doesNotMatch(demo.logs(), /2512484916|Anna Testesen/);
    await page.context().close();
  });

  test('does all of it with the keyboard', async () => {
    const page = await logIn(demo, 'Anna Testesen', { path: '/register' });
    await page.getByLabel('Borgerens CPR-nummer').focus();
    await page.keyboard.type('0108109996');
    await page.keyboard.press('Enter');
    const form = formOf(page);
    await form.getByText('Trusler').waitFor();
    const press = async (key: string, until: () => Promise<boolean>): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        if (await until()) return;
        await page.keyboard.press(key);
      }
      assert.fail(`${key} does not lead there`);
    };
    const focused = (): Promise<string> =>
      page.evaluate(`(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return [at?.tagName, at?.type, (at?.labels?.[0] ?? at)?.textContent?.trim()].join(' ');
      })()`);
    await press('Tab', async () => (await focused()).startsWith('INPUT radio'));
    await page.keyboard.press('Space');
    await press('Tab', async () => /^INPUT checkbox .*(vejledning|retningslinjer)/i.test(await focused()));
    await page.keyboard.press('Space');
    await press('Tab', async () => (await focused()).includes('Gå videre'));
    await page.keyboard.press('Enter');
    await form.getByRole('button', { name: 'Slør', exact: true }).waitFor();
    await press('Tab', async () => /BUTTON \w+ Slør$/.test(await focused()));
    await page.keyboard.press('Enter');
    await form.getByText(/Sløringen er registreret/).waitFor();
    await page.context().close();
  });

  test('is told why a replacement number cannot be used', async () => {
    const page = await logIn(demo, 'Anna Testesen', { path: '/register' });
    await page.getByLabel('Borgerens CPR-nummer').fill('251248-0AB1');
    await page.getByRole('button', { name: 'Fortsæt' }).click();
    await page.getByText('Find borgerens rigtige CPR-nummer').waitFor();
    assert.equal(new URL(page.url()).pathname, '/register');
    await page.context().close();
  });

  const shown: [string, string][] = [
    ['Anna Testesen', 'Forside, Slør, Mine registreringer'],
    [
      'Bo Prøvesen',
      'Forside, Slør, Til afgørelse, Udløber snart, Oversigt, Tal, Mine registreringer, Påmindelser',
    ],
    ['Carla Enhedslund', 'Forside, Slør, Til afgørelse, Udløber snart, Oversigt, Mine registreringer'],
    [
      'Dorte Systemgaard',
      'Forside, Slør, Til afgørelse, Udløber snart, Oversigt, Afdelingssløringer, Aktindsigt, Tal, Hændelseslog, Sletning, Mine registreringer, Kommunens opsætning, Hvem er logget ind, Påmindelser',
    ],
    ['Erik Kontrolbo', 'Forside, Oversigt, Afdelingssløringer, Aktindsigt, Tal, Hændelseslog'],
    ['Lis Landsdækker', 'Forside, Tal, Kommuner, Enheder'],
    ['Holm, Åse "Ræv" Østergård', 'Forside, Slør, Mine registreringer'],
    ['Finn Luftig', 'Forside, Slør, Mine registreringer'],
  ];
  for (const [person, menu] of shown) {
    test(`${person} sees only what the role may do`, async () => {
      const page = await logIn(demo, person);
      await page.getByText('Logget ind som').waitFor();
      const items = await page.getByRole('navigation').getByRole('link').allTextContents();
      assert.equal(items.map((one) => one.trim()).join(', '), menu);
      await page.context().close();
    });
  }

  test('a person of one municipality acts where the role was given, in another', async () => {
    const page = await logIn(demo, 'Karen Fællesgaard');
    await page.getByText('for Eksempelby Kommune').waitFor();
    await page.context().close();
  });

  const refused: [string, string][] = [
    ['Hans Udenfor', 'Du har ikke adgang til Sløring'],
    ['Gry Emnegaard', 'Du har ikke adgang til Sløring'],
    ['Ida Kodeord', 'Dit login er ikke stærkt nok'],
  ];
  for (const [person, title] of refused) {
    test(`${person} meets a calm page that says what to do`, async () => {
      const page = await logIn(demo, person);
      await page.getByRole('heading', { name: title }).waitFor();
      if (title.includes('adgang'))
        await page.getByText('http://sloering.example/roles/usersystemrole/anmoder/1').first().waitFor();
      assert.deepEqual(
        (await page.context().cookies()).filter(({ name }) => name === 'sloering'),
        [],
      );
      await page.context().close();
    });
  }

  test('a login that goes wrong ends in the same calm page, and the log names the rule', async () => {
    await set({ fault: 'wrong-audience' });
    const page = await logIn(demo, 'Anna Testesen');
    await page.getByRole('heading', { name: 'Vi kunne ikke logge dig ind' }).waitFor();
    const reference = (await page.locator('.reference code').first().textContent()) ?? '';
    const line =
      demo
        .logs()
        .split('\n')
        .find((one) => one.includes('login_refused') && one.includes(reference)) ?? '';
    assert.match(line, /"rule":"audience"/);
    await fetch(demo.at('login', '/control/reset'), { method: 'POST' });
    await page.context().close();
  });

  test('logging out here logs out there, and logging out there logs out here', async () => {
    const page = await logIn(demo, 'Anna Testesen');
    await page.getByRole('button', { name: 'Log ud' }).click();
    await page.getByRole('heading', { name: 'Du er logget ud' }).waitFor();
    await page.context().close();
    const other = await logIn(demo, 'Bo Prøvesen', { path: '/register' });
    await other.getByLabel('Borgerens CPR-nummer').waitFor();
    const tab = await other.context().newPage();
    await tab.goto(demo.at('login', '/'));
    // The page lists everybody who is logged in anywhere; only this browser's session is Bo's.
    await tab
      .locator('section', { hasText: 'Bo Prøvesen' })
      .last()
      .getByRole('button', { name: 'Log ud (Redirect)' })
      .click();
    await tab.getByText('Alle løsninger har svaret').waitFor();
    await other.getByLabel('Borgerens CPR-nummer').fill(cpr);
    await other.getByRole('button', { name: 'Fortsæt' }).click();
    await other.getByRole('heading', { name: 'Du er logget ud' }).waitFor();
    assert.doesNotMatch(await other.content(), /Bo Prøvesen|2512484916/);
    await other.context().close();
  });
});
