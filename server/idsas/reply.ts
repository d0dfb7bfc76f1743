import type { XmlElement } from 'libxml2-wasm';
import { judgeFault } from './faults.ts';
import type { FaultVerdict } from './faults.ts';
import { NS } from './names.ts';
import type { Department, OperationSettings } from './port.ts';
import { childElements, onlyChild, plainText, UnreadableXml, withXml } from './xml.ts';

/** What the body of a success looks like: its element's local name, and how its content is read (undefined: not recognised). */
export type Expected<T> = {
  /** Absent: any element that is no fault. */
  readonly response?: string;
  readonly read: (element: XmlElement) => T | undefined;
};

export type Reply<T> = {
  readonly verdict: FaultVerdict;
  /** What a delivered reply held. */
  readonly content?: T;
  readonly flowStatus?: string;
};

/** The text of a success response, as the settings allow it. */
export const acceptText =
  (accepted: OperationSettings['acceptedResponse'] = 'OK') =>
  (element: XmlElement): true | undefined => {
    const text = plainText(element);
    const fits = (text === 'OK' && accepted !== 'empty') || (text === '' && accepted !== 'OK');
    return fits || undefined;
  };

/**
 * What an answered call means. `delivered` needs all of: HTTP 200, a well-formed SOAP 1.1 envelope, no fault, the expected element
 * alone in the body with content that is recognised, and our own MessageID as the one answered. A reply that is anything else
 * proves nothing and is `unknown`.
 *
 * Names are matched without namespace, because the namespace of each interface version is not published.
 */
export const readReply = <T>(
  expected: Expected<T>,
  status: number,
  body: Buffer,
  messageId: string,
): Reply<T> => {
  const unknown = (code: string): Reply<T> => ({ verdict: { kind: 'unknown', code } });
  try {
    return withXml(body, (envelope): Reply<T> => {
      const soapBody = soapBodyOf(envelope);
      const elements = soapBody === undefined ? [] : childElements(soapBody);
      const [only] = elements;
      if (only === undefined || elements.length > 1) return unknown('reply_unrecognised');
      const linking = linkingOf(envelope);
      if (only.name === 'Fault' && only.namespaceUri === NS.soap) {
        // A gateway's fault may lack DGWS headers; one that answers another message is not about ours.
        if (linking.inResponseTo !== undefined && linking.inResponseTo !== messageId)
          return unknown('reply_not_ours');
        return { verdict: readFault(only) };
      }
      if (status !== 200) return unknown(`http_${status}`);
      if (expected.response !== undefined && only.name !== expected.response)
        return unknown('reply_unrecognised');
      const content = expected.read(only);
      if (content === undefined) return unknown('reply_unrecognised');
      if (linking.inResponseTo !== messageId) return unknown('reply_not_ours');
      return {
        verdict: {
          kind: 'delivered',
          messageId,
          ...(linking.messageId && { respondedMessageId: linking.messageId }),
        },
        content,
        ...(linking.flowStatus && { flowStatus: linking.flowStatus }),
      };
    });
  } catch (error) {
    if (!(error instanceof UnreadableXml)) throw error;
    return unknown(status === 200 ? 'reply_unreadable' : `http_${status}`);
  }
};

/** `<org><id/><classification/></org>`, any number of them; one that is neither SOR nor SHAK makes the list unrecognised. */
export const readDepartments = (element: XmlElement): Department[] | undefined => {
  const departments = childElements(element).map((org): Department | undefined => {
    const id = plainText(onlyChild(org, 'id'));
    const classification = plainText(onlyChild(org, 'classification'));
    if (org.name !== 'org' || !id || (classification !== 'SOR' && classification !== 'SHAK'))
      return undefined;
    return { id, classification };
  });
  return departments.every((one) => one !== undefined) ? departments : undefined;
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
