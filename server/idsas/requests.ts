import { dgwsTime, NTS_NAMESPACE } from './names.ts';
import type { Department, OperationSettings } from './port.ts';
import { escapeXml } from './xml.ts';

type Naming = Pick<OperationSettings, 'namespace' | 'childQualification'>;

/**
 * The request element of an operation. Whether its children carry the namespace is a setting, because only the service's own WSDL
 * says so.
 */
const request = (operation: string, naming: Naming, children: (prefix: string) => string): string => {
  const prefix = naming.childQualification === 'qualified' ? 'ids:' : '';
  const name = `ids:${operation}Request`;
  return `<${name} xmlns:ids="${escapeXml(naming.namespace)}">${children(prefix)}</${name}>`;
};

/**
 * @param cpr 10 characters, no hyphen
 * @param endDateTime milliseconds since 1970 UTC; written in UTC with `Z` and whole seconds, a fraction is cut
 */
export const createBlurringRequest = (cpr: string, endDateTime: number, naming: Naming): string =>
  request(
    'CreateBlurring',
    naming,
    (p) =>
      `<${p}patientId><${p}id>${escapeXml(cpr)}</${p}id><${p}classification>CPR</${p}classification></${p}patientId>` +
      `<${p}endDateTime>${dgwsTime(endDateTime)}</${p}endDateTime>`,
  );

export const departmentRequest = (
  operation: 'CreateOrgBlurring' | 'RemoveOrgBlurring',
  { id, classification }: Department,
  naming: Naming,
): string =>
  request(
    operation,
    naming,
    (p) =>
      `<${p}org><${p}id>${escapeXml(id)}</${p}id><${p}classification>${classification}</${p}classification></${p}org>`,
  );

/** The organisation is read from the ticket, so the request is empty (assumed; the shape is not published). */
export const listRequest = (operation: string, naming: Naming): string =>
  request(operation, naming, () => '');

/** The test service ignores the body. */
export const testRequest = `<nts:invoke xmlns:nts="${NTS_NAMESPACE}"/>`;
