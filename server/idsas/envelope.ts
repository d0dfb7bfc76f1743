import { dgwsTime, NS } from './names.ts';
import { escapeXml } from './xml.ts';

/** What every call carries around its request; `idCard` is placed byte for byte. */
export type Headers = {
  readonly idCard: string;
  /** Milliseconds since 1970 UTC. */
  readonly created: number;
  readonly messageId: string;
  readonly flowId: string;
};

/** A request in SOAP 1.1 with DGWS 1.0.1 headers, level 3 (NSP page 220266623). `request` is XML and stands alone in the body. */
export const dgwsEnvelope = (headers: Headers, request: string): string =>
  `<soapenv:Envelope xmlns:soapenv="${NS.soap}" xmlns:medcom="${NS.medcom}" xmlns:wsse="${NS.wsse}" xmlns:wsu="${NS.wsu}">` +
  `<soapenv:Header><wsse:Security>` +
  `<wsu:Timestamp><wsu:Created>${dgwsTime(headers.created)}</wsu:Created></wsu:Timestamp>${headers.idCard}</wsse:Security>` +
  `<medcom:Header><medcom:SecurityLevel>3</medcom:SecurityLevel>` +
  `<medcom:Linking><medcom:FlowID>${escapeXml(headers.flowId)}</medcom:FlowID>` +
  `<medcom:MessageID>${escapeXml(headers.messageId)}</medcom:MessageID></medcom:Linking>` +
  `<medcom:RequireNonRepudiationReceipt>no</medcom:RequireNonRepudiationReceipt></medcom:Header></soapenv:Header>` +
  `<soapenv:Body>${request}</soapenv:Body></soapenv:Envelope>`;
