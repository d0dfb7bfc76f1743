import type { KeyObject } from 'node:crypto';
import { instant, type ActorId, type Instant, type TenantId } from '../domain/ids.ts';
import { codeRules, type NoticeCounts } from '../domain/notice.ts';
import { danishDate } from '../domain/period.ts';
import type { NewCode } from '../store/store.ts';
import { codeContent, digestContent } from './digest.ts';
import type { Handover, Mailer } from './mailer.ts';
import { createNoticeSecrets, offHashOf } from './secrets.ts';

type Person = { tenant: TenantId; actor: ActorId };
type To = Person & { address: string; language: 'da' | 'en' };

/** E-mails about what waits. The only way to a mail server. */
export type Notices = {
  /** A code of six digits and what is kept of it. */
  newCode(person: Person, now: Instant): { code: string; kept: NewCode };
  codeHash(person: Person, code: string): string;
  /** What is kept of the token in the person's mails. */
  offHash(person: Person): string;
  sendCode(to: To, code: string, now: Instant): Promise<Handover>;
  sendDigest(
    to: To,
    what: { counts: NoticeCounts; organisation: string; day: string },
    now: Instant,
  ): Promise<Handover>;
  /** What a digest looks like. */
  example(organisation: string): Record<'da' | 'en', { subject: string; text: string }>;
};

export type NoticesDependencies = {
  mailer: Mailer;
  key: KeyObject;
  /** Where people reach the hosted page. */
  origin: string;
  random: (count: number) => Uint8Array;
};

const exampleCounts: NoticeCounts = {
  pending: 3,
  overdue: 1,
  endingWithin: { days7: 1, days14: 2, days30: 5 },
  reviewsDue: 0,
};

export const createNotices = ({ mailer, key, origin, random }: NoticesDependencies): Notices => {
  const secrets = createNoticeSecrets(key);
  const host = new URL(origin).hostname;
  const offAddress = (token: string): string => `${origin}/notices/off?token=${token}`;
  const messageId = ({ tenant, actor }: Person, occasion: string): string =>
    `${secrets.messageId(tenant, actor, occasion)}@${host}`;

  return {
    newCode: (person, now) => {
      // 2^48 is so much more than a million that no code is noticeably more likely than another.
      const number = Buffer.from(random(6)).readUIntBE(0, 6) % 1_000_000;
      const code = String(number).padStart(6, '0');
      const hash = secrets.codeHash(person.tenant, person.actor, code);
      return { code, kept: { hash, until: instant(now + codeRules.lifetimeMs), day: danishDate(now) } };
    },
    codeHash: ({ tenant, actor }, code) => secrets.codeHash(tenant, actor, code),
    offHash: ({ tenant, actor }) => offHashOf(secrets.offToken(tenant, actor)),
    sendCode: (to, code, now) =>
      mailer({
        ...codeContent(code, to.language),
        to: to.address,
        messageId: messageId(to, `code ${code} ${now}`),
        date: new Date(now),
        headers: {},
      }),
    sendDigest: (to, { counts, organisation, day }, now) => {
      const off = offAddress(secrets.offToken(to.tenant, to.actor));
      return mailer({
        ...digestContent({ counts, language: to.language, organisation, page: `${origin}/inbox`, off }),
        to: to.address,
        messageId: messageId(to, day),
        date: new Date(now),
        // RFC 2369, and one press in the mail program where the address is https (RFC 8058).
        headers: {
          'List-Unsubscribe': `<${off}>`,
          ...(origin.startsWith('https:') && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
      });
    },
    example: (organisation) => {
      const off = offAddress('…');
      const of = (language: 'da' | 'en') => {
        const all = { counts: exampleCounts, language, organisation, page: `${origin}/`, off };
        const { subject, text } = digestContent(all);
        return { subject, text };
      };
      return { da: of('da'), en: of('en') };
    },
  };
};
