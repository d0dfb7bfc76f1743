import type { BlurringStatus, Decision, EndCause } from '../../shared/blurring.ts';
import type { FaultText, NextText, ProblemText } from '../problems.ts';

type Deed = 'register' | 'renew' | 'end';

/**
 * Every text a person meets; `{}` is where the date, number or limit goes. A language is complete or it does not compile.
 */
export type Locale = {
  /** BCP 47, used for dates and as `lang` of the content. */
  code: string;
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
  remaining: string;
  tooMany: string;
  period: string;
  days: string;
  daysHint: string;
  preset: string;
  lastDay: string;
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
  print: string;
  overview: string;
  ask: Record<Deed, string>;
  explain: Record<Deed, string>;
  /** The name of each act. That of `register` is also on the button that opens the form. */
  deed: Record<Deed, string>;
  done: Record<Deed, string>;
  blurredUntil: string;
  notBlurred: string;
  notBlurredText: string;
  existing: string;
  registrations: string;
  until: string;
  by: string;
  reference: string;
  status: Record<BlurringStatus, string>;
  statusText: Record<BlurringStatus, string>;
  inForceSince: string;
  decision: Record<Decision, string>;
  ended: Record<EndCause, string>;
  endOnItsWay: string;
  /** Error summary. */
  correct: string;
  fault: Record<FaultText, string>;
  /** What happened. */
  problems: Record<ProblemText, string>;
  /** What to do now; few sentences serve all problems. */
  next: Record<NextText, string>;
  offline: string;
  offlineSaved: string;
  offlineText: string;
  expired: string;
  expiredText: string;
  expiring: string;
  leave: string;
  leaveText: string;
  notYet: string;
  discard: string;
  stay: string;
};
