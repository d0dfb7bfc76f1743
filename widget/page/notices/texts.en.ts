import type { NoticeTexts } from './texts.ts';

/** English. */
export const noticesEn: NoticeTexts = {
  lead: 'Get an e-mail when blurrings wait for a decision or will soon end.',
  rulesTitle: 'How it works',
  rules: [
    'You get at most one mail a day, on working days only, and only when there is something to look at.',
    'The mail holds counts only, never names, CPR numbers or reasons.',
    'Mails stop when you have not logged in for 90 days, or are no longer a manager or an administrator.',
  ],
  unavailable:
    'Sløring cannot send e-mails here, because no mail server has been set up. Nobody gets reminders.',
  on: 'You get reminders at {}.',
  off: 'You get no reminders.',
  wantedNotConfirmed: 'You get no reminders yet. First confirm that {} is your address.',
  languages: { da: 'Danish', en: 'English' },
  address: {
    label: 'Your e-mail address',
    hint: 'We send a code to the address, so that nobody can sign others up.',
  },
  language: 'Language of the mail',
  send: 'Send code',
  code: {
    title: 'Confirm the address',
    lead: 'The code is sent to {}. It works for 15 minutes. Look in the junk folder too.',
    label: 'The code from the mail',
    hint: 'Six digits',
    confirm: 'Confirm',
    again: 'Send a new code',
    gone: 'The code for {} no longer works. Send a new one.',
  },
  switchOff: 'Switch reminders off',
  switchOn: 'Switch reminders on',
  change: 'Change address or language',
  cancel: 'Cancel',
  working: 'Working …',
  said: {
    sent: 'The code is on its way.',
    confirmed: 'The address is confirmed. Reminders are on.',
    on: 'Reminders are on.',
    off: 'Reminders are off.',
  },
  last: {
    title: 'Last mail',
    none: 'None has been sent yet.',
    outcomes: {
      sent: '{}: sent.',
      retry: '{}: it could not be sent. We will try again.',
      refused: '{}: the mail server takes no mail for the address. Check it.',
      unknown: '{}: we do not know whether it arrived. It is not sent again.',
    },
  },
  example: 'See an example of a mail',
  subject: 'Subject',
  summary: 'There is a problem',
  faults: {
    address: 'Type an e-mail address, such as name@municipality.dk.',
    code: 'Type the six digits from the mail.',
    code_wrong: 'The code does not fit. Look in the newest mail.',
    code_expired: 'The code no longer works. Send a new one.',
    code_limit: 'Five codes have been sent today. Try again tomorrow.',
    mail_unavailable:
      'The mail server does not answer. The address is saved, but the code has not been sent. Try again in a moment.',
  },
};
