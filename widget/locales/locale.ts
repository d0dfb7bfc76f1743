import type { BlurringStatus, Decision, EndCause } from '../../shared/blurring.ts';
import type { ProblemText } from '../problems.ts';
import type { Field } from '../request/draft.ts';

type Deed = 'register' | 'renew' | 'end';

/** Every text a person meets. A language is complete or it does not compile. */
export type Locale = {
  /** BCP 47, used for dates and as `lang` of the content. */
  code: string;
  /** The name of the act: on the button that opens the form and on the one that registers. */
  blur: string;
  title: string;
  loading: string;
  sending: string;
  citizen: string;
  born: string;
  cpr: string;
  /** Heading of the form's groups. */
  reason: string;
  text: string;
  optional: string;
  textHint: string;
  remaining: (left: number) => string;
  period: string;
  days: string;
  daysHint: (max: number) => string;
  preset: (days: number) => string;
  lastDay: (date: string) => string;
  cvrs: string;
  cvrsHint: string;
  coverage: string;
  covers: readonly string[];
  coversNot: readonly string[];
  coversTitle: string;
  coversNotTitle: string;
  guidelines: string;
  readMore: string;
  acknowledge: string;
  /** Buttons. */
  review: string;
  back: string;
  cancel: string;
  close: string;
  retry: string;
  goOn: string;
  add: string;
  renew: string;
  end: string;
  print: string;
  overview: string;
  ask: Record<Deed, string>;
  explain: Record<Deed, string>;
  deed: Record<Deed, string>;
  done: Record<Deed, string>;
  blurredUntil: (date: string) => string;
  notBlurred: string;
  notBlurredText: string;
  existing: string;
  registrations: string;
  registeredBy: (name: string, date: string) => string;
  until: string;
  by: string;
  reference: string;
  receipt: string;
  status: Record<BlurringStatus, string>;
  statusText: Record<BlurringStatus, string>;
  inForceSince: (time: string) => string;
  decision: Record<Decision, string>;
  ended: Record<EndCause, string>;
  endOnItsWay: string;
  /** Error summary. */
  correct: string;
  fault: (field: Field, wrong: string, limit: number | undefined) => string;
  /** What happened, and what to do now. */
  problems: Record<ProblemText, readonly [what: string, next: string]>;
  offline: string;
  offlineSaved: string;
  offlineText: string;
  expired: string;
  expiredText: string;
  expiring: (minutes: number) => string;
  contextChanged: string;
  contextChangedText: string;
  leave: string;
  leaveText: string;
  notYet: string;
  discard: string;
  stay: string;
};
