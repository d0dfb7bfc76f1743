import type { XmlElement } from 'libxml2-wasm';
import { NS, STATUS } from './names.ts';
import { Refusal, refuse, type RuleCode } from './rules.ts';
import { attribute, only } from './xml.ts';

/** Codes of SAML core 3.2.2.2. */
const known: readonly string[] = [
  ...['Success', 'Requester', 'Responder', 'VersionMismatch', 'AuthnFailed', 'InvalidAttrNameOrValue'],
  ...[
    'InvalidNameIDPolicy',
    'NoAuthnContext',
    'NoAvailableIDP',
    'NoPassive',
    'NoSupportedIDP',
    'PartialLogout',
  ],
  ...['ProxyCountExceeded', 'RequestDenied', 'RequestUnsupported', 'RequestVersionDeprecated'],
  ...['RequestVersionTooHigh', 'RequestVersionTooLow', 'ResourceNotRecognized', 'TooManyResponses'],
  ...['UnknownAttrProfile', 'UnknownPrincipal', 'UnsupportedBinding'],
];

export type Status = { top: string; second: string | null };

/** The codes' last parts. One that is not in the standard is `other`: the sender's own text goes into no log. @throws Refusal */
export const readStatus = (root: XmlElement): Status => {
  const status = only(root, NS.protocol, 'Status') ?? refuse('message_shape');
  const code = only(status, NS.protocol, 'StatusCode') ?? refuse('message_shape');
  const inner = only(code, NS.protocol, 'StatusCode');
  return { top: nameOf(code), second: inner === undefined ? null : nameOf(inner) };
};

const nameOf = (code: XmlElement): string => {
  const value = attribute(code, 'Value') ?? '';
  const name = value.startsWith(STATUS) ? value.slice(STATUS.length) : '';
  return known.includes(name) ? name : 'other';
};

const byStatus = new Map<string | null, RuleCode>([
  ['NoPassive', 'status_no_passive'],
  ['AuthnFailed', 'status_cancelled'],
  ['RequestDenied', 'status_cancelled'],
  ['NoAuthnContext', 'status_too_weak'],
]);

/** Contract 6.4: what a person sees when the provider says no. That answer is not signed, so it decides nothing else. @throws Refusal */
export const requireSuccess = ({ top, second }: Status): void => {
  if (top === 'Success') return;
  throw new Refusal(byStatus.get(second) ?? 'status', second === null ? top : `${top}/${second}`);
};
