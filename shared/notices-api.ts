import { z } from 'zod';

/**
 * The wire contract of notices: e-mails that say how much waits for a manager. Below `/page`, behind the cookie, as in `shared/page-api.ts`.
 * The link in a mail leads to `/notices/off`, which asks for no login: the token in it is the proof.
 */

/** How the last digest went: `refused` when the mail server would not take the address, `unknown` when it never said. */
export type NoticeOutcome = 'sent' | 'retry' | 'refused' | 'unknown';

/** `GET /page/notices`, and the answer of `PUT /page/notices` and `POST /page/notices/confirm`. */
export type NoticesView = {
  /** False where the installation has no mail server: nothing can be set up, and nobody gets anything. */
  available: boolean;
  /** The person's own; null before they have given one. */
  address: string | null;
  confirmed: boolean;
  /** Until when the code last sent counts; null when none does. */
  code_until: string | null;
  wanted: boolean;
  language: 'da' | 'en';
  /** The last digest that there was something to say in; null before the first. */
  last: { at: string; outcome: NoticeOutcome } | null;
  /** A digest with made-up counts, in both languages; null without a mail server. */
  example: Record<'da' | 'en', { subject: string; text: string }> | null;
};

/** Longest address a mail server must take (RFC 5321 4.5.3.1.3, less the brackets). */
const addressLimit = 254;

/**
 * `PUT /page/notices` — 200. An `address` that is new or not confirmed yet is sent a code of six digits; null leaves it as it is, for
 * switching on and off. 409 `address_missing` without one, 429 `code_limit` after five codes in a day, 503 `mail_unavailable`.
 */
export const NoticesRequest = z.strictObject({
  wanted: z.boolean(),
  language: z.enum(['da', 'en']),
  address: z.email().max(addressLimit).nullable(),
});

/** `POST /page/notices/confirm` — 200. 422 `code_wrong`, 409 `code_expired` when it is used, too old, or guessed at five times. */
export const ConfirmAddressRequest = z.strictObject({ code: z.string().regex(/^[0-9]{6}$/) });
