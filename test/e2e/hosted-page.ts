import type { Page } from 'playwright-core';
import type { Demo } from './demo.ts';

/** Opens the hosted page of the demo and logs in as one of the Context Handler's invented people, in a browser of their own. */
export const logIn = async (
  demo: Demo,
  person: string,
  { path = '/', width = 1280 }: { path?: string; width?: number } = {},
): Promise<Page> => {
  const context = await demo.browser.newContext({
    locale: 'da-DK',
    timezoneId: 'Europe/Copenhagen',
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(demo.at('server', `/auth/saml/login?return=${path}`));
  await page.getByRole('button', { name: person }).click();
  return page;
};

/** The form of the component, as the hosted page shows it. */
export const formOf = (page: Page) => page.locator('sloering-request');

/** Types a CPR number and registers with the first reason. */
export const registerTyped = async (page: Page, cpr: string): Promise<void> => {
  await page.getByLabel('Borgerens CPR-nummer').fill(cpr);
  await page.keyboard.press('Enter');
  const form = formOf(page);
  await form.getByText('Trusler').click();
  await form.getByRole('checkbox', { name: /vejledning|retningslinjer/i }).check();
  await form.getByRole('button', { name: 'Gå videre' }).click();
  await form.getByRole('button', { name: 'Slør', exact: true }).click();
};
