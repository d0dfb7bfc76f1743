import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromeFlags, findChrome } from '../support/chrome.ts';
import { createVisitor, frame, query, startProgram } from './context-handler-start.ts';

const { url } = await startProgram({ after });
const issue = `${url}/runtime/saml2/issue.idp`;
const request = () => `${issue}?${query(frame('AuthnRequest', issue))}`;
const arrived = 'https://system.example/**';

let browser: Browser;
before(async () => {
  browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });
});
after(() => browser.close());

/** A page where the system is played by the test; `posted` holds the answers it got. */
const open = async (
  options: BrowserContextOptions = {},
): Promise<{ page: Page; posted: string[]; came: EventEmitter }> => {
  const page = await (await browser.newContext(options)).newPage();
  const posted: string[] = [];
  const came = new EventEmitter();
  await page.route(arrived, async (route) => {
    if (route.request().method() === 'POST') posted.push(route.request().postData() ?? '');
    came.emit(`posts ${posted.length}`);
    await route.fulfill({ status: 200, contentType: 'text/plain', body: 'ok' });
  });
  return { page, posted, came };
};

test('a login by keyboard alone, on a phone and in the dark', async () => {
  const { page, posted } = await open({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  await page.goto(request());
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(arrived);
  assert.equal(posted.length, 1);
});

test('a login without script, by the button', async () => {
  const { page, posted } = await open({ javaScriptEnabled: false });
  await page.goto(request());
  await page.getByRole('button', { name: /Bo Prøvesen/ }).click();
  await page.getByRole('button', { name: 'Fortsæt' }).click();
  await page.waitForURL(arrived);
  assert.equal(posted.length, 1);
});

// An attacker who holds the answer posts it again, after the person or in the same moment.
for (const [fault, times] of [
  ['post-twice', 2],
  ['post-parallel', 3],
] as const)
  test(`${fault} sends the same answer ${times} times`, async () => {
    const { page, posted, came } = await open();
    await createVisitor(url).set({ fault });
    await page.goto(request());
    const all = once(came, `posts ${times}`);
    await page.getByRole('button', { name: /Bo Prøvesen/ }).click();
    await page.waitForURL(arrived);
    await all;
    assert.equal(posted.length, times);
    assert.equal(new Set(posted.map((body) => new URLSearchParams(body).get('SAMLResponse'))).size, 1);
  });

test('logout starts from the page of sessions by either binding, past its own content policy', async () => {
  const { page, posted } = await open();
  await page.goto(request());
  await page.getByRole('button', { name: /Bo Prøvesen/ }).click();
  await page.waitForURL(arrived);
  await page.goto(url);
  await page.getByRole('button', { name: 'Log ud (Redirect)' }).last().click();
  await page.waitForURL('https://system.example/slo?SAMLRequest=*');
  await page.goto(url);
  await page.getByRole('button', { name: 'Log ud (POST)' }).last().click();
  await page.waitForURL('https://system.example/slo');
  assert.match(posted.at(-1) ?? '', /SAMLRequest/);
});

test('the switches can be set from their page', async () => {
  const { page } = await open();
  await page.goto(`${url}/control`);
  await page.getByLabel('Fejl i næste svar').selectOption({ label: 'Forkert Recipient' });
  await page.getByRole('button', { name: 'Gem' }).click();
  await page.waitForURL(`${url}/control`);
  assert.equal(await page.getByLabel('Fejl i næste svar').inputValue(), 'wrong-recipient');
  await page.getByRole('button', { name: 'Sæt alt tilbage' }).click();
  await page.getByLabel('Fejl i næste svar').and(page.locator(':has(option[value=none]:checked)')).waitFor();
});
