import type { LoginPage } from './port.ts';

type Rule = { section: string; page: LoginPage };

const rule = (section: string, page: LoginPage = 'failed'): Rule => ({ section, page });

/**
 * Every reason for refusing a message, with the section of the SAML contract it comes from and the page a person sees at a login.
 * The codes are stable: they are logged and searched for. None tells what the message held.
 */
export const rules = {
  form: rule('6.1, 1'),
  encoding: rule('6.1, 1'),
  size: rule('6.1, 1'),
  xml_declaration: rule('6.1, 2'),
  xml_syntax: rule('6.1, 2'),
  xml_id: rule('6.1, 3'),
  message_type: rule('6.1, 3'),
  message_shape: rule('6.1, 3'),
  destination: rule('6.1, 4'),
  issuer: rule('6.1, 4'),
  status: rule('6.4'),
  status_no_passive: rule('6.4', 'silent'),
  status_cancelled: rule('6.4', 'cancelled'),
  status_too_weak: rule('6.4', 'too_weak'),
  request_unknown: rule('6.1, 5', 'start_again'),
  request_too_old: rule('2.5', 'start_again'),
  one_assertion: rule('6.1, 6'),
  not_encrypted: rule('6.1, 6'),
  encryption_shape: rule('2.4'),
  encryption_algorithm: rule('2.4'),
  decryption: rule('6.1, 7'),
  signature_missing: rule('6.1, 8'),
  signature_shape: rule('6.1, 8'),
  signature_algorithm: rule('2.4'),
  signature: rule('6.1, cryptography'),
  library_refused: rule('7.5'),
  readings_differ: rule('7.5'),
  assertion_shape: rule('3.1'),
  assertion_issuer: rule('6.1, 9'),
  confirmation: rule('6.1, 9'),
  recipient: rule('6.1, 9'),
  confirmation_request: rule('6.1, 9'),
  confirmation_time: rule('6.1, 9'),
  conditions: rule('6.1, 10'),
  conditions_time: rule('6.1, 10'),
  audience: rule('6.1, 10'),
  authn_statement: rule('6.1, 11'),
  authn_time: rule('6.1, 11'),
  attribute_statement: rule('6.1, 11'),
  attribute_repeated: rule('3.4'),
  attribute_missing: rule('3.2'),
  attribute_differs: rule('3.4'),
  level_missing: rule('6.1, 11', 'too_weak'),
  level_unknown: rule('6.1, 11'),
  level_contradicted: rule('6.1, 11'),
  spec_version: rule('6.1, 12'),
  cvr: rule('6.1, 12'),
  name_id: rule('3.3'),
  privileges: rule('4'),
  provider_unknown: rule('2.1'),
  query: rule('6.3'),
  logout_issuer: rule('6.3'),
  logout_destination: rule('6.3'),
  logout_time: rule('6.3'),
  logout_shape: rule('6.3'),
  unexpected: rule('6.1'),
} as const satisfies Record<string, Rule>;

export type RuleCode = keyof typeof rules;

/** How a rule stops the reading of a message inside this folder; it becomes a value at the door (service-provider.ts). */
export class Refusal extends Error {
  readonly rule: RuleCode;
  readonly status: string | undefined;
  constructor(rule: RuleCode, status?: string) {
    super(rule);
    this.rule = rule;
    this.status = status;
  }
}

export const refuse = (code: RuleCode, status?: string): never => {
  throw new Refusal(code, status);
};

/** Narrows: what follows is true, or the message is refused by this rule. */
export function must(condition: boolean, code: RuleCode): asserts condition {
  if (!condition) throw new Refusal(code);
}
