import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { dialogOf, openDemo, register, type Demo, type Part } from './demo.ts';

const pages: [string, Part, string][] = [
  ['the start page', 'start', '/'],
  ['the record page', 'start', '/journal'],
  ['the register', 'national', '/'],
  ['the citizen’s view', 'minlog', '/borgere/1'],
  ['the operator’s page', 'operations', '/'],
  ['the login’s sessions', 'login', '/'],
  ['the login’s switches', 'login', '/control'],
];

describe('the pages of the demo', () => {
  let demo: Demo;
  before(async () => {
    demo = await openDemo();
    const page = await demo.openRecord();
    await register(page);
    await dialogOf(page)
      .getByText(/I kraft nationalt siden/)
      .waitFor();
    await page.close();
  });
  after(() => demo.close());

  for (const [what, part, path] of pages) {
    for (const width of [320, 768, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        test(`${what} is accessible at ${width} pixels, ${colorScheme}, and never wider than the screen`, async () => {
          const context = await demo.browser.newContext({
            viewport: { width, height: 900 },
            colorScheme,
            httpCredentials: { username: 'demo', password: 'demo' },
          });
          const page = await context.newPage();
          const faults: string[] = [];
          page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
          page.on('pageerror', (error) => void faults.push(error.message));
          await page.goto(demo.at(part, path), { waitUntil: 'networkidle' });
          const { violations } = await new AxeBuilder({ page })
            .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
            .analyze();
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
            [],
          );
          assert.ok(
            await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
            'no sideways scroll',
          );
          assert.deepEqual(faults, []);
          await context.close();
        });
      }
    }
  }

  const hosted: [string, string | undefined, string][] = [
    ['outside', undefined, '/'],
    ['the front page', 'Dorte Systemgaard', '/'],
    ['the CPR field', 'Anna Testesen', '/register'],
    ['own registrations', 'Bo Prøvesen', '/mine'],
    ['the inbox', 'Bo Prøvesen', '/inbox'],
    ['what falls due', 'Bo Prøvesen', '/due'],
    ['the overview', 'Dorte Systemgaard', '/overview'],
    ['an access request', 'Dorte Systemgaard', '/access-request'],
    ['the audit log', 'Erik Kontrolbo', '/audit'],
    ['removal', 'Dorte Systemgaard', '/retention'],
    ['the figures', 'Bo Prøvesen', '/figures'],
    ['all figures', 'Lis Landsdækker', '/figures'],
    ['the settings', 'Dorte Systemgaard', '/settings'],
    ['reminders', 'Dorte Systemgaard', '/notices'],
    ['who is logged in', 'Dorte Systemgaard', '/sessions'],
    ['the municipalities', 'Lis Landsdækker', '/municipalities'],
    ['a municipality', 'Lis Landsdækker', '/municipalities/proevestad'],
    ['the accessibility statement', undefined, '/accessibility'],
    ['personal data', undefined, '/personal-data'],
    ['no access', 'Hans Udenfor', '/'],
  ];
  for (const [what, person, path] of hosted) {
    for (const [width, colorScheme] of [
      [320, 'dark'],
      [768, 'light'],
      [1280, 'dark'],
      [1280, 'light'],
    ] as const) {
      test(`the hosted page, ${what}, is accessible at ${width} pixels, ${colorScheme}, and never wider than the screen`, async () => {
        const context = await demo.browser.newContext({
          viewport: { width, height: 900 },
          colorScheme,
          locale: 'da-DK',
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        const faults: string[] = [];
        page.on('pageerror', (error) => void faults.push(error.message));
        page.on(
          'console',
          (message) => void (/security policy/i.test(message.text()) && faults.push(message.text())),
        );
        await page.goto(
          person === undefined
            ? demo.at('server', path)
            : demo.at('server', `/auth/saml/login?return=${path}`),
        );
        if (person !== undefined) await page.getByRole('button', { name: person }).click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
          [],
        );
        assert.ok(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          'no sideways scroll',
        );
        assert.deepEqual(faults, []);
        await context.close();
      });
    }
  }

  test('the start page speaks English too', async () => {
    const page = await demo.browser.newPage();
    await page.goto(demo.at('start'));
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Two minutes' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.close();
  });
});
