import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMail } from '../../examples/simulators/mail-catcher/mime.ts';
import { startMailCatcher, type MailCatcher } from '../../examples/simulators/mail-catcher/simulator.ts';
import { createLog } from '../../server/log.ts';
import { createMailer } from '../../server/notices/mailer.ts';
import { createNotices, type Notices } from '../../server/notices/notices.ts';
import { createNoticeJob, type SendDigest } from '../../server/schedule/notices.ts';
import { audience, createWorld, type Browser, type Visit, type World } from '../support/world.ts';

export type NoticeWorld = {
  world: World;
  catcher: MailCatcher;
  notices: Notices;
  /** Everything the job has logged. */
  logged: () => string;
  /** One round of one server. */
  round: (send?: SendDigest) => Promise<void>;
  /** A manager who has confirmed an address. */
  subscribe: (visit: Visit & { address: string; language?: 'da' | 'en' }) => Promise<Browser>;
  /** The code in the newest mail to an address. */
  codeFor: (address: string) => string;
  digests: () => ReturnType<typeof readMail>[];
  close: () => Promise<void>;
};

export const json = async <T>(response: Promise<Response>): Promise<T> =>
  (await (await response).json()) as T;

/** The server's application, a mail server that keeps what it gets, and the job that sends digests. */
export const createNoticeWorld = async (): Promise<NoticeWorld> => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-mail-'));
  const catcher = await startMailCatcher({ folder });
  const notices = createNotices({
    mailer: createMailer({
      ...{ host: '127.0.0.1', port: catcher.smtpPort, tls: 'none', timeoutSeconds: 5 },
      ...{ from: 'ingen-svar@sloering.example', name: 'Sløring' },
    }),
    ...{ key: createSecretKey(randomBytes(32)), origin: audience, random: randomBytes },
  });
  const world = await createWorld({ deps: { notices } });
  let lines = '';
  const log = createLog({ write: (line) => void (lines += line) });

  const codeFor = (address: string): string => {
    const mail = catcher.mails.findLast(({ to, raw }) => to.includes(address) && !raw.includes('List-Unsub'));
    const text = readMail(mail?.raw ?? '').parts[0]?.text ?? '';
    return /^[0-9]{6}$/m.exec(text)?.[0] ?? '';
  };
  const subscribe: NoticeWorld['subscribe'] = async ({ address, language = 'da', ...visit }) => {
    const browser = await world.visit({ roles: ['manager'], ...visit });
    await browser.call('PUT', '/page/notices', { wanted: true, language, address });
    const confirmed = await browser.call('POST', '/page/notices/confirm', { code: codeFor(address) });
    if (confirmed.status !== 200) throw new Error(await confirmed.text());
    return browser;
  };
  return {
    ...{ world, catcher, notices, codeFor, subscribe },
    logged: () => lines,
    round: (send = notices.sendDigest) =>
      createNoticeJob({ store: world.store, now: world.now, log, send })(),
    digests: () =>
      catcher.mails.map(({ raw }) => readMail(raw)).filter(({ headers }) => 'list-unsubscribe' in headers),
    close: async () => {
      await world.close();
      await catcher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
