import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { chromeFlags, findChrome } from '../support/chrome.ts';
import { freePort } from '../support/ports.ts';
import { startProgram, type Program } from '../support/processes.ts';

export type Part = 'start' | 'server' | 'national' | 'minlog' | 'operations' | 'login' | 'mail' | 'smtp';
const variables: Record<Part, string> = {
  start: 'SLOERING_DEMO_PORT',
  server: 'SLOERING_DEMO_SERVER_PORT',
  national: 'SLOERING_DEMO_NATIONAL_PORT',
  minlog: 'SLOERING_DEMO_MINLOG_PORT',
  operations: 'SLOERING_DEMO_OPERATIONS_PORT',
  login: 'SLOERING_DEMO_LOGIN_PORT',
  mail: 'SLOERING_DEMO_MAIL_PORT',
  smtp: 'SLOERING_DEMO_SMTP_PORT',
};

/** The running demo, as `npm start` runs it, and a real browser in front of it. */
export type Demo = {
  browser: Browser;
  at: (part: Part, path?: string) => string;
  /** Opens the record page of a citizen, as one of its two users. */
  openRecord: (options?: { citizen?: number; user?: 'mette' | 'lone' }) => Promise<Page>;
  /** Sets switches of the national simulator. */
  national: (switches: Record<string, unknown>) => Promise<void>;
  /** Registration calls the national simulator has kept, oldest first. */
  kept: () => Promise<{ cvr: string; cpr: string; end: number }[]>;
  /** Everything every program has written. */
  logs: () => string;
  stop: () => Promise<void>;
  start: () => Promise<void>;
  close: () => Promise<void>;
};

export const openDemo = async (): Promise<Demo> => {
  const data = mkdtempSync(join(tmpdir(), 'sloering-e2e-'));
  const ports = Object.fromEntries(
    await Promise.all(Object.keys(variables).map(async (part) => [part, await freePort()] as const)),
  ) as Record<Part, number>;
  const env = Object.fromEntries(
    Object.entries(variables).map(([part, name]) => [name, String(ports[part as Part])]),
  );
  const launch = (): Promise<Program> =>
    startProgram({
      args: ['examples/demo/demo.ts'],
      env: { ...env, SLOERING_DEMO_DATA: data },
      ready: /Data and logs/,
    });
  let program = await launch();
  const browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });
  const at: Demo['at'] = (part, path = '') => `http://localhost:${ports[part]}${path}`;

  return {
    browser,
    at,
    openRecord: async ({ citizen = 1, user = 'mette' } = {}) => {
      const page = await browser.newPage({ locale: 'da-DK', timezoneId: 'Europe/Copenhagen' });
      await page.goto(at('start', `/journal#${citizen}`));
      await page.getByRole('button', { name: 'Slør', exact: true }).waitFor();
      if (user !== 'mette') await page.getByLabel('Logget ind som').selectOption(user);
      return page;
    },
    national: async (switches) => {
      const response = await fetch(at('national', '/control'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(switches),
      });
      if (!response.ok) throw new Error(`the simulator refused the switches: ${response.status}`);
    },
    kept: async () => {
      type Entry = { number: number; kept: boolean; cvr: string; cpr: string; end: number };
      const { entries } = (await (await fetch(at('national', '/control/ledger?limit=1000'))).json()) as {
        entries: Entry[];
      };
      return entries
        .filter(({ kept }) => kept)
        .sort((a, b) => a.number - b.number)
        .map(({ cvr, cpr, end }) => ({ cvr, cpr, end }));
    },
    logs: () =>
      readdirSync(data)
        .filter((name) => name.endsWith('.log'))
        .map((name) => readFileSync(join(data, name), 'utf8'))
        .join('\n') + program.output(),
    stop: async () => void (await program.stop('SIGINT')),
    start: async () => void (program = await launch()),
    close: async () => {
      await browser.close();
      await program.stop('SIGINT');
      rmSync(data, { recursive: true, force: true });
    },
  };
};

export const dialogOf = (page: Page): Locator => page.getByRole('dialog');

/** Fills the form up to the review, by what a person reads. */
export const fillForm = async (page: Page, reason = 'Trusler', text?: string): Promise<void> => {
  const dialog = dialogOf(page);
  await dialog.getByRole('radio', { name: reason }).check();
  if (text !== undefined) await dialog.getByRole('textbox', { name: /Begrundelse/ }).fill(text);
  await dialog.getByRole('checkbox', { name: 'Jeg har læst retningslinjerne' }).check();
  await dialog.getByRole('button', { name: 'Gå videre' }).click();
};

/** The whole of UC1 in the page: open, fill, confirm. */
export const register = async (page: Page, reason?: string, text?: string): Promise<void> => {
  await page.getByRole('button', { name: 'Slør', exact: true }).click();
  await fillForm(page, reason, text);
  await dialogOf(page).getByRole('button', { name: 'Slør', exact: true }).click();
};
