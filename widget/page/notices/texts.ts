import type { NoticeOutcome } from '../../../shared/notices-api.ts';

export type NoticeFault =
  'address' | 'code' | 'code_wrong' | 'code_expired' | 'code_limit' | 'mail_unavailable';

/** Every text of the reminders; `{}` is where an address or time goes. */
export type NoticeTexts = {
  lead: string;
  rulesTitle: string;
  rules: readonly string[];
  unavailable: string;
  on: string;
  off: string;
  wantedNotConfirmed: string;
  languages: Record<'da' | 'en', string>;
  address: { label: string; hint: string };
  language: string;
  send: string;
  code: {
    title: string;
    lead: string;
    label: string;
    hint: string;
    confirm: string;
    again: string;
    gone: string;
  };
  switchOff: string;
  switchOn: string;
  change: string;
  cancel: string;
  working: string;
  said: Record<'sent' | 'confirmed' | 'on' | 'off', string>;
  last: { title: string; none: string; outcomes: Record<NoticeOutcome, string> };
  example: string;
  subject: string;
  summary: string;
  faults: Record<NoticeFault, string>;
};
