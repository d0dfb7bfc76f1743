import type { KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { SmtpFile } from './config-smtp.ts';
import { createMailer } from './notices/mailer.ts';
import { createNotices, type Notices } from './notices/notices.ts';

/** The settings of the mail server. @throws with every fault when they do not fit; never with a value, for one of them is a password */
export const readSmtpFile = async (file: string): Promise<SmtpFile> => {
  const refuse = (faults: string): never => {
    throw new Error(`SLOERING_SMTP_FILE: ${faults}`);
  };
  const readable = ((await stat(file)).mode & 0o077) !== 0;
  if (readable) refuse('must be readable by its owner only (chmod 600)');
  const text = await readFile(file, 'utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // What the parser says quotes the file.
    refuse('is not JSON');
  }
  const parsed = SmtpFile.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return refuse(faults.join('; '));
};

type NoticeSetup = {
  /** Absent: nobody is told anything by e-mail. */
  file: string | undefined;
  key: () => KeyObject;
  origin: string;
  random: (count: number) => Uint8Array;
};

/** E-mails about what waits, where a mail server is set up. */
export const setUpNotices = async ({ file, key, origin, random }: NoticeSetup): Promise<Notices | null> => {
  if (file === undefined) return null;
  return createNotices({ mailer: createMailer(await readSmtpFile(file)), key: key(), origin, random });
};
