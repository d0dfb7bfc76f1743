import { dgwsTime, NS } from './names.ts';
import type { OperationSettings } from './port.ts';
import { escapeXml } from './xml.ts';

/** A request as the register should receive it; `idCard` is placed byte for byte. */
export type CreateBlurringRequest = {
  readonly idCard: string;
  readonly created: number;
  readonly messageId: string;
  readonly flowId: string;
  /** 10 characters, no hyphen. */
  readonly cpr: string;
  /** Milliseconds since 1970 UTC; written in UTC with `Z` and whole seconds, a fraction is cut. */
  readonly endDateTime: number;
};

/**
 * `CreateBlurring` in SOAP 1.1 with DGWS 1.0.1 headers. Whether the children carry the namespace is a setting,
 * because only the service's own WSDL says so.
 */
export const createBlurringEnvelope = (
  request: CreateBlurringRequest,
  operation: Pick<OperationSettings, 'namespace' | 'childQualification'>,
): string => {
  const p = operation.childQualification === 'qualified' ? 'ids:' : '';
  return (
    `<soapenv:Envelope xmlns:soapenv="${NS.soap}" xmlns:medcom="${NS.medcom}" xmlns:wsse="${NS.wsse}" xmlns:wsu="${NS.wsu}">` +
    `<soapenv:Header><wsse:Security>` +
    `<wsu:Timestamp><wsu:Created>${dgwsTime(request.created)}</wsu:Created></wsu:Timestamp>${request.idCard}</wsse:Security>` +
    `<medcom:Header><medcom:SecurityLevel>3</medcom:SecurityLevel>` +
    `<medcom:Linking><medcom:FlowID>${escapeXml(request.flowId)}</medcom:FlowID>` +
    `<medcom:MessageID>${escapeXml(request.messageId)}</medcom:MessageID></medcom:Linking>` +
    `<medcom:RequireNonRepudiationReceipt>no</medcom:RequireNonRepudiationReceipt></medcom:Header></soapenv:Header>` +
    `<soapenv:Body><ids:CreateBlurringRequest xmlns:ids="${escapeXml(operation.namespace)}">` +
    `<${p}patientId><${p}id>${escapeXml(request.cpr)}</${p}id><${p}classification>CPR</${p}classification></${p}patientId>` +
    `<${p}endDateTime>${dgwsTime(request.endDateTime)}</${p}endDateTime>` +
    `</ids:CreateBlurringRequest></soapenv:Body></soapenv:Envelope>`
  );
};
