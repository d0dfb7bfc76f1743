import type { Explained, OnboardingTexts } from './texts.ts';

const renew: string = 'Install a valid organisation certificate under Certificate for NSP.';
const support: string = 'Contact NSP support if it goes on.';
const supplier: string = 'Give the supplier the time: the message itself is wrong.';

/** What each code means and what to do. */
export const codesEn: Readonly<Record<string, Explained>> = {
  ok: ['In order.'],
  none: ['There is nothing yet.'],
  no_cvr: ['The municipality has no CVR number.', 'Write its CVR number under Municipality and CVR numbers.'],
  credential_missing: ['There is no certificate for the CVR number.', renew],
  credential_in_file: [
    'The operator has put a certificate for the CVR number into a file. It goes first and is still in use.',
    'Ask the operator to remove the file.',
  ],
  credential_unreadable: [
    'The certificate or key cannot be read. The password may be wrong.',
    'Check the file and the password, and try again.',
  ],
  credential_not_rsa: [
    'The key is not an RSA key of at least 2048 bits.',
    'Order a new certificate with an RSA key.',
  ],
  credential_key_mismatch: [
    'The key does not belong to the certificate.',
    'Export certificate and key together as a .p12 file.',
  ],
  credential_of_other_organisation: [
    'The certificate was issued to another CVR number.',
    'Choose the certificate issued to this CVR number.',
  ],
  credential_not_yet_valid: ['The certificate is not valid yet.', 'Wait until it is, or use another.'],
  credential_expired: ['The certificate has expired.', renew],
  credential_expires_soon: [
    'The certificate expires soon.',
    'Order a new one now, and install it before the old one expires.',
  ],
  credential_unavailable: [
    'The place the certificate is kept in does not answer.',
    'It is tried again by itself.',
  ],
  never_called: ['No test call has been made yet.', 'Make one under Test call.'],
  test_call_missing: ['No test call has been made yet.', 'Make one under Test call.'],
  test_call_old: ['The last test call is old.', 'Make a new one.'],
  test_call_failed: ['The last test call did not succeed.', 'See the explanation under Test call.'],
  no_administrator: [
    'No administrator has logged in yet.',
    'Give at least one person the administrator role in FK Adgangsstyring, and ask them to log in.',
  ],
  one_administrator: [
    'Only one administrator has logged in.',
    'Give one more person the role, so that you do not depend on one.',
  ],
  no_staff: [
    'No employee or manager has logged in yet.',
    'Give the roles in FK Adgangsstyring, and ask an employee to log in.',
  ],
  no_manager: [
    'No manager has logged in yet.',
    'A manager must be able to confirm blurrings. Give the role in FK Adgangsstyring.',
  ],
  login_not_configured: [
    'Login through FK Adgangsstyring is not set up on the server.',
    'Contact those who run the solution.',
  ],
  no_record_system: [
    'No record system is set up.',
    'It is optional: staff can use this page. Add a record system when you want to start from there.',
  ],
  record_system_disabled: ['The record system is switched off.', 'Switch it on when the vendor is ready.'],
  keys_never_checked: ["The system's keys have not been checked.", 'Press Check keys.'],
  keys_unavailable: [
    "The system's keys cannot be fetched.",
    'Ask the vendor to check the address, and that it can be reached from the internet.',
  ],
  keys_unreadable: [
    'What is at the address is not a key set (JWKS).',
    'Ask the vendor for the right address.',
  ],
  keys_empty: [
    'The key set has no key that fits the chosen algorithms.',
    'Ask the vendor which algorithms the system uses.',
  ],
  address_not_allowed: ['The address may not be called from here.', 'Use a public https address.'],
  no_policy: ['No rules apply yet.', 'Choose rules from a date under Rules.'],
  default_policy: ['The common rules apply.', 'Read them through, and choose them or make your own.'],
  policy_above_limit: [
    'The rules allow longer than the national limit.',
    'Lower the longest number of days.',
  ],
  no_guidelines: ['There are no guidelines.', 'Write some under Guidelines.'],
  default_guidelines: [
    'The common guidelines apply.',
    'Read them, and add what applies in your municipality.',
  ],
  no_reasons: ['There are no reasons.', 'See them under Reasons.'],
  default_reasons: ['The common reasons apply.'],
  operator: ['Deliveries were paused by an operator.', 'Contact those who run the solution.'],
  invalid_certificate: [
    'The register refuses the certificate: revoked, or issued by someone it does not know.',
    renew,
  ],
  invalid_idcard: ['The register refuses the ticket.', support],
  expired_idcard: [
    'The register says the ticket has expired.',
    "Ask those who run the solution to check the server's clock.",
  ],
  invalid_signature: ["The register refuses the ticket's signature.", support],
  not_authorized: [
    'The CVR number is not allowed to use IDSAS.',
    'Ask NSP support to allow the CVR number for IDSAS in this environment.',
  ],
  security_level_failed: ['The register demands a ticket of a higher level.', support],
  invalid_username_password: ['The register refuses the caller.', support],
  syntax_error: ['The register does not understand the message.', supplier],
  missing_required_header: ["The register misses something in the message's header.", supplier],
  illegal_http_method: ['The register refuses the way it was called.', supplier],
  nonrepudiation_not_supported: ['The register gives no receipts.', supplier],
  request_payload_validation_error: ["The register refuses the message's content.", supplier],
  response_payload_validation_error: ["The register's answer is not valid.", support],
  cpr_malformed: ["The register refuses the number's form.", supplier],
  end_malformed: ['The register refuses the end date.', supplier],
  fault_unlisted: ['The register reports a fault that is not described.', support],
  processing_problem: ['The register could not process the call.', support],
  gateway_fault: ['NSP reports a fault.', support],
  server_error: ['The register reports a fault.', support],
  network: [
    'The service could not be reached.',
    'Try again in a while. If it goes on, contact those who run the solution.',
  ],
  timeout: ['The service did not answer in time.', 'Try again in a while.'],
  network_timeout: ['The service did not answer in time.', 'Try again in a while.'],
  network_tls: [
    'The secure connection to the service could not be made.',
    "Ask those who run the solution to check the server's certificates.",
  ],
  sts_failed_authentication: [
    'The ticket service (STS) does not know the certificate.',
    'Ask NSP support to allow the certificate in this environment.',
  ],
  sts_invalid_request: ['The ticket service (STS) does not understand the request.', supplier],
  sts_request_failed: ['The ticket service (STS) reports a fault.', support],
  sts_card_untrusted: [
    'The ticket is signed by an STS the server does not know.',
    'Ask those who run the solution to check the settings of the STS.',
  ],
  sts_card_malformed: ['The ticket from the STS cannot be read.', support],
  sts_card_not_valid_now: [
    'The ticket from the STS is not valid now.',
    "Ask those who run the solution to check the server's clock.",
  ],
  sts_card_other_organisation: ['The ticket from the STS is for another CVR number.', support],
  lease_too_short: ['The call took too long.', 'Try again in a while.'],
  not_configured: ['Test calls are not set up on the server.', 'Contact those who run the solution.'],
};

/** What can change in the settings; a part after the dot says which. */
export const actionsEn: OnboardingTexts['changes']['actions'] = {
  municipality_created: 'The municipality was created',
  'municipality_created.created': 'The municipality was created',
  'municipality_created.file': 'The municipality was created from a file',
  municipality_updated: 'The settings were changed',
  'municipality_updated.file': 'The settings were changed from a file',
  'municipality_updated.organisation': 'Name or CVR numbers were changed',
  'municipality_updated.policy': 'New rules',
  'municipality_updated.reasons': 'Reasons were changed',
  'municipality_updated.guidelines': 'A new version of the guidelines',
  'municipality_updated.record_system': 'A record system was added or changed',
  'municipality_updated.record_system_removed': 'A record system was removed',
  credential_installed: 'A certificate was installed',
  credential_removed: 'A certificate was removed',
  period_limit_set: 'The national limit was changed',
  check_made: 'A check was made',
  delivery_paused: 'Deliveries were paused',
  delivery_resumed: 'Deliveries go on again',
};
