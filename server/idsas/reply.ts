import type { XmlElement } from 'libxml2-wasm';
import { judgeFault } from './faults.ts';
import type { FaultVerdict } from './faults.ts';
import { NS } from './names.ts';
import { childElements, onlyChild, plainText, UnreadableXml, withXml } from './xml.ts';

export type Reply = { readonly verdict: FaultVerdict; readonly flowStatus?: string };

/**
 * What an answered call means. `delivered` needs all of: HTTP 200, a well-formed SOAP 1.1 envelope, no fault,
 * `<operation>Response` alone in the body with the text `OK`, and our own MessageID as the one answered.
 * A reply that is anything else proves nothing and is `unknown`.
 *
 * Names are matched without namespace, because the namespace of each interface version is not published.
 */
export const readReply = (operation: string, status: number, body: Buffer, messageId: string): Reply => {
  const unknown = (code: string): Reply => ({ verdict: { kind: 'unknown', code } });
  try {
    return withXml(body, (envelope): Reply => {
      const soapBody = soapBodyOf(envelope);
      const content = soapBody === undefined ? [] : childElements(soapBody);
      const [only] = content;
      if (only === undefined || content.length > 1) return unknown('reply_unrecognised');
      const linking = linkingOf(envelope);
      if (only.name === 'Fault' && only.namespaceUri === NS.soap) {
        // A gateway's fault may lack DGWS headers; one that answers another message is not about ours.
        if (linking.inResponseTo !== undefined && linking.inResponseTo !== messageId)
          return unknown('reply_not_ours');
        return { verdict: readFault(only) };
      }
      if (status !== 200) return unknown(`http_${status}`);
      if (only.name !== `${operation}Response` || plainText(only) !== 'OK')
        return unknown('reply_unrecognised');
      if (linking.inResponseTo !== messageId) return unknown('reply_not_ours');
      return {
        verdict: {
          kind: 'delivered',
          messageId,
          ...(linking.messageId && { respondedMessageId: linking.messageId }),
        },
        ...(linking.flowStatus && { flowStatus: linking.flowStatus }),
      };
    });
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return unknown(status === 200 ? 'reply_unreadable' : `http_${status}`);
  }
};

const soapBodyOf = (envelope: XmlElement): XmlElement | undefined => {
  if (envelope.name !== 'Envelope' || envelope.namespaceUri !== NS.soap) return undefined;
  const body = onlyChild(envelope, 'Body');
  return body?.namespaceUri === NS.soap ? body : undefined;
};

const linkingOf = (envelope: XmlElement) => {
  const header = onlyChild(onlyChild(envelope, 'Header'), 'Header');
  const linking = onlyChild(header, 'Linking');
  return {
    inResponseTo: plainText(onlyChild(linking, 'InResponseToMessageID')),
    messageId: plainText(onlyChild(linking, 'MessageID')),
    flowStatus: plainText(onlyChild(header, 'FlowStatus')),
  };
};

const readFault = (fault: XmlElement): FaultVerdict =>
  judgeFault(
    plainText(onlyChild(onlyChild(fault, 'detail'), 'FaultCode')),
    plainText(onlyChild(fault, 'faultstring')),
  );
