import type { AcceptedLogin, IdentityProvider, LoginPage, SamlSettings } from '../../../server/saml/port.ts';
import type { RuleCode } from '../../../server/saml/rules.ts';
import type { Kit } from './kit.ts';

/** A form body, and what differs from the standard world when it arrives. */
export type Posted = {
  body: string;
  settings?: Partial<SamlSettings>;
  provider?: Partial<IdentityProvider>;
  /** The clock when it arrives, milliseconds. */
  now?: number;
  /** When the login was begun, milliseconds; null when this browser has none under way. */
  begun?: number | null;
};

export type Vector = {
  title: string;
  /** Where the case comes from: a row of the contract's 7.4, a section of it, or an advisory. */
  source: string;
  make: (kit: Kit) => string | Posted;
  /** How often the same body is posted; only the first, whichever that is, may be accepted. */
  posts?: { times: number; how: 'parallel' | 'in turn' };
  /** `accepted` is what the answer must hold besides the genuine person. */
  wanted: 'accepted' | { accepted: Partial<AcceptedLogin> } | { rule: RuleCode; page: LoginPage };
};

export const defineVector = (vector: Vector): Vector => vector;
