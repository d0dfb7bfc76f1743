/**
 * Everything the audit log can say, with what it is in the field's standard terms (FHIR R4 AuditEvent): C made, R read, U changed, D removed,
 * E done. An action that is not here cannot be exported, and a test finds it.
 */
export const auditActions = {
  blurring_registered: 'C',
  blurring_confirmed: 'U',
  blurring_rejected: 'U',
  blurring_renewed: 'U',
  blurring_ended: 'U',
  blurring_expired: 'U',
  expiry_seen: 'U',
  citizen_opened: 'R',
  citizen_searched: 'R',
  access_request_answered: 'R',
  extract_taken: 'R',
  audit_searched: 'R',
  audit_exported: 'R',
  audit_verified: 'E',
  session_opened: 'E',
  session_revoked: 'E',
  launch_refused: 'E',
  login_opened: 'E',
  login_ended: 'E',
  login_refused: 'E',
  municipality_created: 'C',
  municipality_updated: 'U',
  credential_installed: 'C',
  credential_removed: 'D',
  period_limit_set: 'U',
  check_made: 'E',
  delivery_paused: 'E',
  delivery_resumed: 'E',
} as const satisfies Record<string, 'C' | 'R' | 'U' | 'D' | 'E'>;

export type AuditAction = keyof typeof auditActions;
