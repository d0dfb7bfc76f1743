import type { Locale } from './locale.ts';

export const en: Locale = {
  code: 'en',
  blur: 'Blur',
  title: 'Blur staff names',
  loading: 'Fetching information …',
  sending: 'Registering …',
  citizen: 'Citizen',
  born: 'Born',
  cpr: 'CPR number',
  reason: 'Why is blurring needed?',
  text: 'Explanation',
  optional: 'optional',
  textHint:
    'Do not write about health or treatment. Managers, administrators and auditors in the municipality can read the text, and the citizen may be given the right to see it.',
  remaining: (left) => (left < 0 ? `${-left} characters too many` : `${left} characters left`),
  period: 'For how long?',
  days: 'Number of days',
  daysHint: (max) => `From 1 to ${max} days. The blurring can be renewed.`,
  preset: (days) => `${days} days`,
  lastDay: (date) => `Expires ${date} at 23:59 Danish time`,
  cvrs: 'Where should it apply?',
  cvrsHint: 'It applies to all staff under the CVR numbers chosen.',
  coverage: 'What does blurring cover?',
  coversTitle: 'Covers',
  covers: [
    'The citizen sees a code instead of staff names, for example in MinLog on sundhed.dk.',
    'All staff under the CVR numbers chosen.',
  ],
  coversNotTitle: 'Does not cover',
  coversNot: [
    'Other organisations, such as hospitals and doctors.',
    'Names in letters, record notes and other documents.',
    'Systems that do not use the national register.',
    'Full anonymity: the municipality can find the name behind a code, and the citizen can ask for access.',
  ],
  guidelines: 'The municipality’s guidelines',
  readMore: 'Read more (new window)',
  acknowledge: 'I have read the guidelines',
  review: 'Continue',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  goOn: 'Continue',
  add: 'Register another blurring',
  renew: 'Renew',
  end: 'End',
  print: 'Print receipt',
  overview: 'See the citizen’s blurrings',
  ask: { register: 'Check, then press Blur', renew: 'Renew the blurring', end: 'End the blurring' },
  explain: {
    register: 'The blurring is registered when you press Blur. A manager looks at it afterwards.',
    renew: 'The new period is counted from today.',
    end: 'The citizen can see staff names again once the register has ended the blurring. Other registrations for the citizen still apply.',
  },
  deed: { register: 'Blur', renew: 'Renew', end: 'End' },
  done: {
    register: 'The blurring is registered',
    renew: 'The renewal is registered',
    end: 'The ending is registered',
  },
  blurredUntil: (date) => `Already blurred until ${date}`,
  notBlurred: 'The citizen is not blurred',
  notBlurredText: 'The citizen can see the names of staff who have looked.',
  existing: 'A new registration does not change those that exist.',
  registrations: 'Registrations',
  registeredBy: (name, date) => `${name}, ${date}`,
  until: 'Expires',
  by: 'Registered by',
  reference: 'Reference',
  receipt: 'Receipt',
  status: {
    registered: 'Registered',
    on_its_way: 'On its way to the national register',
    in_force: 'In force nationally',
    delayed: 'Delayed',
    needs_attention: 'Needs attention',
    ended: 'Ended',
  },
  statusText: {
    registered: 'The registration is saved. It is not in force nationally yet.',
    on_its_way: 'It is not in force nationally yet. You need not wait here.',
    in_force: 'The citizen sees a code instead of staff names.',
    delayed:
      'The national register has not answered yet. The registration is saved, and we keep trying until it succeeds. You need do nothing.',
    needs_attention:
      'The national register has not accepted the registration. It is saved, but not in force. Tell your manager, and quote the reference.',
    ended: 'The registration no longer applies.',
  },
  inForceSince: (time) => `In force nationally since ${time}`,
  decision: {
    pending: 'Awaiting management',
    confirmed: 'Confirmed by management',
    rejected: 'Rejected by management',
  },
  ended: { expired: 'Expired', ended: 'Ended early', rejected: 'Rejected' },
  endOnItsWay: 'The national register has not been told yet. Names stay blurred until then.',
  correct: 'Correct this before you go on',
  fault: (field, wrong, limit) =>
    ({
      reason: 'Choose why blurring is needed',
      text:
        wrong === 'missing'
          ? 'Write an explanation'
          : wrong === 'range'
            ? `The explanation can have at most ${limit} characters`
            : 'The explanation has characters that cannot be saved. Write it without special characters',
      days: `Write a number of days from 1 to ${limit}`,
      cvrs:
        wrong === 'missing'
          ? 'Choose at least one place'
          : 'One of the places cannot be chosen. Choose another',
      acknowledged: 'Confirm that you have read the guidelines',
    })[field],
  problems: {
    config: ['Blurring is not set up correctly here.', 'Contact those responsible for the system.'],
    token_provider_failed: [
      'The record system did not give us access.',
      'Try again. If that does not help, close the citizen in the record and open it again.',
    ],
    token_rejected: [
      'We could not approve the access from the record system.',
      'Close the citizen in the record and open it again. Contact support if it happens again.',
    ],
    origin_not_allowed: [
      'The record system may not use blurring from this page.',
      'Contact support and quote the reference.',
    ],
    not_authorised: ['You do not have access to this.', 'Contact your manager to get access.'],
    citizen_id_unsupported: [
      'The citizen’s number cannot be used in the national register.',
      'The blurring is not registered. Contact your manager.',
    ],
    context_changed: ['Another citizen has been chosen.', 'Open blurring again from the right citizen.'],
    session_expired: ['You have been away too long.', 'Press Try again.'],
    conflict: [
      'Somebody else has changed the registration meanwhile.',
      'Close and open again to see how it stands now.',
    ],
    rules_changed: [
      'The municipality’s rules have changed meanwhile.',
      'Close and open again to see the new rules.',
    ],
    rate_limited: ['Too many requests were sent.', 'Wait a minute and try again.'],
    store_unavailable: [
      'We cannot save right now.',
      'Wait a moment and try again. It is safe to press several times.',
    ],
    network: [
      'We got no answer.',
      'Check the connection and try again. It is safe to press several times: there will be only one registration.',
    ],
    unknown: [
      'Something went wrong with us.',
      'Try again. If it happens again, contact support and quote the reference.',
    ],
  },
  offline: 'You are offline',
  offlineSaved:
    'Nothing is registered yet, as far as we know. Keep the page open: we send when the connection is back. There will be only one registration.',
  offlineText: 'We try again when the connection is back.',
  expired: 'Your access has expired',
  expiredText: 'What you have written is still here. Press Continue.',
  expiring: (minutes) => `Your access expires in ${minutes} minutes. Do you want to continue?`,
  contextChanged: 'Another citizen has been chosen',
  contextChangedText:
    'We have cleared the screen so that nothing is registered on the wrong one. Open blurring again.',
  leave: 'Do you want to close?',
  leaveText: 'What you have written will not be saved.',
  notYet: 'not yet',
  discard: 'Close without saving',
  stay: 'Stay',
};
