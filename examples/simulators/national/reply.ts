import { randomUUID } from 'node:crypto';
import { NAMESPACES, xmlText, xmlTime } from './xml.ts';

/** What a request said about itself, as far as it could be read; echoed in the reply. */
export type Linking = { readonly messageId?: string | undefined; readonly flowId?: string | undefined };

/** A refusal in the register's own terms. `side` is who must act; the code is absent from the gateway's own faults. */
export class SoapFault extends Error {
  readonly side: 'Client' | 'Server';
  readonly code: string | undefined;
  constructor(side: 'Client' | 'Server', code: string | undefined, text: string) {
    super(text);
    this.side = side;
    this.code = code;
  }
}

/** A reply with DGWS headers around what stands in the body. */
export const envelope = (body: string, linking: Linking, now: number, flowStatus?: string): string =>
  `<soap:Envelope xmlns:soap="${NAMESPACES.soap}"><soap:Header>` +
  `<wsse:Security xmlns:wsse="${NAMESPACES.wsse}"><wsu:Timestamp xmlns:wsu="${NAMESPACES.wsu}">` +
  `<wsu:Created>${xmlTime(now)}</wsu:Created></wsu:Timestamp></wsse:Security>` +
  `<medcom:Header xmlns:medcom="${NAMESPACES.medcom}"><medcom:Linking>` +
  (linking.flowId ? `<medcom:FlowID>${xmlText(linking.flowId)}</medcom:FlowID>` : '') +
  `<medcom:MessageID>${randomUUID()}</medcom:MessageID>` +
  (linking.messageId
    ? `<medcom:InResponseToMessageID>${xmlText(linking.messageId)}</medcom:InResponseToMessageID>`
    : '') +
  `</medcom:Linking>${flowStatus ? `<medcom:FlowStatus>${flowStatus}</medcom:FlowStatus>` : ''}</medcom:Header>` +
  `</soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;

export const faultBody = (fault: SoapFault): string =>
  `<soap:Fault><faultcode>soap:${fault.side}</faultcode><faultstring>${xmlText(fault.message)}</faultstring>` +
  (fault.code
    ? `<detail><medcom:FaultCode xmlns:medcom="${NAMESPACES.medcom}">${xmlText(fault.code)}</medcom:FaultCode></detail>`
    : '') +
  `</soap:Fault>`;
