import type { AcceptedLogout, SamlMessage, SamlSettings } from '../../../server/saml/port.ts';
import type { RuleCode } from '../../../server/saml/rules.ts';
import type { LogoutKit } from './logout.ts';

type Accepted = Extract<AcceptedLogout, { ok: true }>;

export type LogoutVector = {
  title: string;
  /** Where the case comes from: a row of the contract's logout table, a section of it, or the standard. */
  source: string;
  make: (kit: LogoutKit) => SamlMessage;
  settings?: Partial<SamlSettings>;
  /** `accepted` is what the answer must hold besides the genuine person and session. */
  wanted: 'accepted' | { accepted: Partial<Accepted> } | { rule: RuleCode };
};

export const defineLogoutVector = (vector: LogoutVector): LogoutVector => vector;
