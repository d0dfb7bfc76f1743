import { readXml, textAt } from '../national/xml.ts';

/** Posts a SOAP 1.1 message. @returns the reply of status 200. @throws with the fault's text, or the status, for any other. */
export const postSoap = async (url: string, soapAction: string, body: string): Promise<Buffer> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const reply = Buffer.from(await response.arrayBuffer());
  if (response.status === 200) return reply;
  const fault =
    response.status === 500 ? readXml(reply, (root) => textAt(root, './/faultstring')) : undefined;
  throw new Error(fault ?? `HTTP ${response.status}`);
};
