import { createServer } from 'node:net';
import { resolve } from 'node:path';

/** Where everything of the demo listens and keeps its data. */
export type DemoSettings = { data: string; ports: Record<Part, number> };

export const parts = [
  'start',
  'server',
  'national',
  'minlog',
  'operations',
  'login',
  'mail',
  'smtp',
] as const;
export type Part = (typeof parts)[number];

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

/**
 * `SLOERING_DEMO_PORT` (default 4000) is the start page's; the others follow at +100 to +600, and SMTP at +601, unless set by their own variable.
 * `SLOERING_DEMO_DATA` is the data folder, default `.data/demo`.
 * @returns the settings, or a sentence that says what is wrong
 */
export const readDemoSettings = (environment: Record<string, string | undefined>): DemoSettings | string => {
  const base = Number(environment[variables.start] ?? 4000);
  const ports: Record<Part, number> = {
    start: base,
    server: base + 100,
    national: base + 200,
    minlog: base + 300,
    operations: base + 400,
    login: base + 500,
    mail: base + 600,
    smtp: base + 601,
  };
  for (const part of parts) {
    const given = environment[variables[part]];
    const port = given === undefined ? ports[part] : Number(given);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return `${variables[part]} must be a port number, 1 to 65535.`;
    ports[part] = port;
  }
  if (new Set(Object.values(ports)).size < parts.length)
    return 'Two parts of the demo have the same port. Give each its own.';
  return { data: resolve(environment['SLOERING_DEMO_DATA'] ?? '.data/demo'), ports };
};

/** A sentence for each port somebody else listens on. Looked at before anything is started. */
export const portsInUse = async ({ ports }: DemoSettings): Promise<string[]> => {
  const sentences = await Promise.all(
    parts.map(async (part) =>
      (await isFree(ports[part]))
        ? []
        : [
            `Port ${ports[part]} is in use by another program, and the demo's ${part} page needs it. ` +
              `Stop that program, or choose another port: ${variables[part]}=${ports[part] + 1000} npm start`,
          ],
    ),
  );
  return sentences.flat();
};

/** What a person can do about a start that failed, in one sentence. */
export const whyNot = (thrown: unknown, data: string): string => {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  const elsewhere = 'SLOERING_DEMO_DATA=/another/folder npm start';
  switch (code) {
    case 'ENOSPC':
      return `The disk that holds ${data} is full. Make room, or keep the demo's data elsewhere: ${elsewhere}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The folder ${data} cannot be written to. Allow it, or keep the demo's data elsewhere: ${elsewhere}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${data} is not a folder. Remove it, or keep the demo's data elsewhere: ${elsewhere}`;
    default:
      return `The demo could not start: ${thrown instanceof Error ? thrown.message : 'unknown'}`;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
