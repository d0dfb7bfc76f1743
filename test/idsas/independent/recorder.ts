import type { TestContext } from 'node:test';
import { listen, readBody } from '../../../examples/simulators/web.ts';

/** One request as its bytes left the sender. */
export type Recorded = { readonly path: string; readonly soapAction: string; readonly body: Buffer };

/**
 * Stands in front of the national platform, keeps what is sent and passes it on. `onTheWay` may change a message, as a gateway
 * does; what is kept is what was passed on.
 */
export const startRecorder = async (
  t: Pick<TestContext, 'after'>,
  target: string,
  onTheWay: (message: Buffer) => Buffer = (message) => message,
) => {
  const sent: Recorded[] = [];
  const recorder = await listen((request, response) => {
    const pass = async (): Promise<void> => {
      const body = onTheWay(await readBody(request));
      const path = request.url ?? '/';
      const soapAction = String(request.headers.soapaction);
      sent.push({ path, soapAction, body });
      const reply = await fetch(target + path, {
        method: 'POST',
        headers: { 'content-type': String(request.headers['content-type']), soapaction: soapAction },
        body: new Uint8Array(body),
      });
      response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/xml' });
      response.end(Buffer.from(await reply.arrayBuffer()));
    };
    pass().catch(() => response.destroy());
  }, 0);
  t.after(() => recorder.close());
  return { url: recorder.url, sent };
};
