import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { createIdsasClient } from '../../server/idsas/client.ts';
import { run, type Call, type Load } from './load.ts';
import { cprOf, type System } from './system.ts';

/**
 * Bare kept-alive calls: the relay's own messages, made beforehand, sent by nothing but sockets. One real message is caught on its way
 * to the register; the others differ from it in citizen and message id.
 */
export const bareCalls = async (system: System, count: number, connections: number): Promise<Load> => {
  const caught = await catchMessage(system);
  const calls: Call[] = Array.from({ length: count }, (_, citizen) => ({
    ...caught,
    body: caught.body.replace('CPRCPRCPRC', cprOf(citizen)).replace('MESSAGE', randomUUID()),
  }));
  const load = await run(Number(new URL(system.nationalUrl).port), calls, connections);
  const refused = load.answers.filter(({ status, body }) => status !== 200 || !body.includes('>OK<')).length;
  if (refused > 0)
    throw new Error(
      `${refused} bare calls were refused: ${load.answers.find(({ status }) => status !== 200)?.body}`,
    );
  return load;
};

/** Lets the client fetch its ID card from the simulator and send one request to a listener of ours. */
const catchMessage = async ({ nsp, certificate }: System): Promise<Call> => {
  const operation = nsp.operations.CreateBlurring;
  let resolve: (call: Call) => void = () => undefined;
  const caught = new Promise<Call>((done) => (resolve = done));
  const listener = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      response.writeHead(503).end();
      const headers = {
        'Content-Type': 'text/xml;charset=UTF-8',
        SOAPAction: String(request.headers['soapaction']),
      };
      resolve({ method: 'POST', path: new URL(operation.url).pathname, headers, body });
    });
  });
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const client = createIdsasClient({
    settings: {
      ...nsp,
      itSystemName: 'Bench',
      issuerName: 'Bench',
      operations: {
        CreateBlurring: { ...operation, url: `http://127.0.0.1:${port}${new URL(operation.url).pathname}` },
      },
    },
    credentials: () => certificate,
    now: Date.now,
    newId: randomUUID,
  });
  await client.createBlurring({
    cvr: certificate.cvr,
    cpr: '0101700000',
    endDateTime: Date.now() + 90 * 86_400_000,
    messageId: 'MESSAGE',
    flowId: randomUUID(),
  });
  await client.close();
  listener.close();
  const call = await caught;
  return { ...call, body: call.body.replace('0101700000', 'CPRCPRCPRC') };
};
