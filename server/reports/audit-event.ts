import { auditActions, type AuditAction } from '../../shared/audit-actions.ts';
import type { FoundEntry } from '../store/store.ts';

/** Code systems of the field: FHIR R4 `audit-event-type`, DICOM, and our own for what happened. */
const types = 'http://terminology.hl7.org/CodeSystem/audit-event-type';
const dicom = 'http://dicom.nema.org/resources/ontology/DCM';
const ours = 'urn:sloering:audit-action';

/** Logging in and out, opening and closing: user authentication (DICOM 110114). Taking data out: export (110106). Else: an operation on data. */
const typeOf = (action: string): { system: string; code: string; display: string } => {
  if (/^(session|login|launch)_/.test(action))
    return { system: dicom, code: '110114', display: 'User Authentication' };
  if (action === 'extract_taken' || action === 'audit_exported' || action === 'access_request_answered')
    return { system: dicom, code: '110106', display: 'Export' };
  return { system: types, code: 'rest', display: 'RESTful Operation' };
};

export type AuditEventOptions = {
  /** CVR number of the municipality: who answers for the log. */
  cvr: string;
  municipality: string;
  /** Names beside the ids of people. */
  withNames: boolean;
};

const whoOf = ({ actor, by }: FoundEntry, { withNames }: AuditEventOptions): object =>
  actor === null
    ? { display: 'system' }
    : {
        identifier: { system: 'urn:sloering:actor', value: actor },
        ...(withNames && by !== null && { display: by }),
      };

/** A citizen is the keyed reference of the municipality's own log; it leads nobody to the number. */
const entities = ({ citizen, subject, detail }: FoundEntry): object[] => [
  ...(citizen === null
    ? []
    : [
        {
          what: { identifier: { system: 'urn:sloering:citizen', value: citizen } },
          type: {
            system: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
            code: '1',
            display: 'Person',
          },
          role: {
            system: 'http://terminology.hl7.org/CodeSystem/object-role',
            code: '1',
            display: 'Patient',
          },
        },
      ]),
  {
    what: { identifier: { system: 'urn:sloering:subject', value: subject ?? 'none' } },
    detail: Object.entries(detail).map(([type, value]) => ({ type, valueString: String(value ?? '') })),
  },
];

/** An entry of the audit log as FHIR R4 `AuditEvent`, after the pattern of IHE BALP (Basic Audit Log Patterns 1.1). */
export const auditEventOf = (entry: FoundEntry, options: AuditEventOptions): object => ({
  resourceType: 'AuditEvent',
  id: String(entry.sequence),
  type: typeOf(entry.action),
  subtype: [{ system: ours, code: entry.action }],
  action: auditActions[entry.action as AuditAction] ?? 'E',
  recorded: new Date(entry.at).toISOString(),
  // Minor failure: refused, and nothing happened (FHIR `audit-event-outcome`).
  outcome: entry.outcome === 'success' ? '0' : '4',
  agent: [
    {
      type: { coding: [{ system: dicom, code: '110153', display: 'Source Role ID' }] },
      who: whoOf(entry, options),
      requestor: true,
      ...(entry.session !== null && { policy: [`urn:sloering:session:${entry.session}`] }),
    },
  ],
  source: {
    site: options.municipality,
    observer: { identifier: { system: 'urn:oid:1.2.208.176.1.1', value: options.cvr } },
    type: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
        code: '4',
        display: 'Application Server',
      },
    ],
  },
  entity: entities(entry),
});

/** The last line: how many there are. An export that broke half-way lacks it. */
export const endOfEvents = (count: number): object => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', diagnostics: `${count} AuditEvent` }],
});
