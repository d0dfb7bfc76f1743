import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { IdsasClient } from '../../server/idsas/client.ts';
import { createLog } from '../../server/log.ts';
import { createRelay, relaySettings } from '../../server/relay/relay.ts';
import { startNational, stoppedClock } from '../idsas/national.ts';
import { createWorld, type World } from '../support/world.ts';

const canary = 'CANARY-2512489996-Mette-Sundby';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const MEDCOM = 'http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd';
const xml = { 'content-type': 'text/xml;charset=UTF-8' };

const success = (
  id: string,
  body = '<CreateBlurringResponse>OK</CreateBlurringResponse>',
  header = '',
): string =>
  `<soap:Envelope xmlns:soap="${SOAP}"><soap:Header>${header}<medcom:Header xmlns:medcom="${MEDCOM}"><medcom:Linking>` +
  `<medcom:MessageID>${canary}</medcom:MessageID><medcom:InResponseToMessageID>${id}</medcom:InResponseToMessageID>` +
  `</medcom:Linking></medcom:Header></soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`;

type Hostile = (response: ServerResponse, id: string) => void;
const answer =
  (make: (id: string) => string | Buffer, status = 200): Hostile =>
  (response, id) =>
    response.writeHead(status, xml).end(make(id));

const megabyte = Buffer.alloc(1024 * 1024, canary);
/** Goes on sending as long as it is read, up to so many megabytes. */
const stream =
  (megabytes: number): Hostile =>
  (response) => {
    response.writeHead(200, xml);
    let sent = 0;
    const more = (): void => {
      while (sent < megabytes && !response.destroyed) {
        sent += 1;
        if (!response.write(megabyte)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };

const levels = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join(
  '',
);

const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '));

/** What a register, or whoever stands in its place, may answer. None of it is success. */
const hostile: Record<string, Hostile> = {
  'an entity bomb': answer(
    (id) =>
      `<!DOCTYPE a [<!ENTITY e0 "${canary}">${levels}]>${success(id, '<CreateBlurringResponse>&e12;</CreateBlurringResponse>')}`,
  ),
  'a body of a hundred megabytes': stream(100),
  'a hundred megabytes, compressed to a few': (response) =>
    response.writeHead(200, { ...xml, 'content-encoding': 'gzip' }).end(bomb),
  'another encoding': answer((id) => Buffer.from(`\ufeff${success(id)}`, 'utf16le')),
  'bytes that are no text': answer((id) =>
    Buffer.concat([Buffer.from(success(id)), Buffer.from([0xff, 0xfe, 0x00])]),
  ),
  'half a reply with a full length': (response, id) => {
    const whole = success(id);
    response.writeHead(200, { ...xml, 'content-length': whole.length });
    response.write(whole.slice(0, -20), () => response.destroy());
  },
  'success in the header': answer((id) =>
    success(id, '<a/>', '<CreateBlurringResponse>OK</CreateBlurringResponse>'),
  ),
  'success in a comment': answer((id) =>
    success(id, '<!-- <CreateBlurringResponse>OK</CreateBlurringResponse> -->'),
  ),
  'success in text': answer((id) =>
    success(id, '<a>&lt;CreateBlurringResponse>OK&lt;/CreateBlurringResponse></a>'),
  ),
  'success for another message': answer(() => success(randomUUID())),
  'success with status 500': answer(success, 500),
  'a page of a gateway that says OK': answer(() => `<html><body>OK ${canary}</body></html>`),
  'a fault that quotes the citizen': answer(
    (id) =>
      success(
        id,
        `<soap:Fault><faultcode>soap:Server</faultcode><faultstring>${canary}</faultstring><detail><FaultCode>${canary}</FaultCode></detail></soap:Fault>`,
      ),
    500,
  ),
  nothing: answer(() => ''),
  'a nest of twenty-five thousand elements': answer((id) =>
    success(id, '<a>'.repeat(25_000) + '</a>'.repeat(25_000)),
  ),
};

describe('a hostile reply', () => {
  let world: World;
  let register: Server;
  let client: IdsasClient;
  let behave: Hostile;
  let lines = '';
  const log = createLog({ write: (line) => void (lines += line) });
  const ending: (() => unknown)[] = [];

  before(async () => {
    world = await createWorld();
    const clock = stoppedClock(world.now());
    const national = await startNational({ after: (end: () => unknown) => void ending.push(end) }, clock);
    register = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('error', () => undefined);
      request.on('end', () => behave(response, /MessageID>([^<]+)</.exec(body)?.[1] ?? ''));
    });
    await new Promise<void>((ready) => register.listen(0, '127.0.0.1', ready));
    const { operations } = await national.settings();
    const url = `http://127.0.0.1:${(register.address() as AddressInfo).port}/`;
    client = await national.client({ operations: { CreateBlurring: { ...operations.CreateBlurring, url } } });
  });
  after(async () => {
    register.closeAllConnections();
    register.close();
    for (const end of ending) await end();
    await world.close();
  });

  /** Lets a relay work until everything has been tried once. */
  const relayUntil = async (done: () => Promise<boolean>): Promise<void> => {
    const relay = createRelay({
      ...{ store: world.store, idsas: client, now: world.now, random: () => 0.5, newId: randomUUID, log },
      callTimeoutMs: 30_000,
      settings: relaySettings(30_000),
    });
    relay.start();
    while (!(await done())) await new Promise(setImmediate);
    await relay.stop();
  };

  let citizen = 0;
  for (const [what, reply] of Object.entries(hostile)) {
    test(`${what} is unknown, shown as on its way, leaves no trace, and the next true answer delivers`, async () => {
      const staff = await world.login({ cpr: `010170${String(++citizen).padStart(4, '0')}` });
      await staff.register();
      const status = async (): Promise<string | undefined> =>
        ((await (await staff.call('GET', '/v1/citizen')).json()) as { blurrings: { status: string }[] })
          .blurrings[0]?.status;
      behave = reply;
      const tried = async () => (await world.store.outbox.deliveries('waiting', 10))[0]?.last ?? null;
      const memory = process.memoryUsage().rss;
      await relayUntil(
        async () => (await tried())?.outcome !== undefined && (await tried())?.outcome !== null,
      );
      assert.equal((await tried())?.outcome, 'unknown');
      assert.equal(await status(), 'on_its_way');
      // A hundred megabytes that were read and thrown away do not stay.
      assert.ok(process.memoryUsage().rss - memory < 90 * 1024 * 1024);
      behave = answer(success);
      world.pass(60 * 60_000);
      await relayUntil(async () => (await world.store.outbox.health(world.now())).waiting === 0);
      assert.equal(
        await (
          await world.login({ cpr: `010170${String(citizen).padStart(4, '0')}` })
        )
          .call('GET', '/v1/citizen')
          .then(async (r) => ((await r.json()) as { blurrings: { status: string }[] }).blurrings[0]?.status),
        'in_force',
      );
      for (const text of [lines, world.logged()])
        assert.ok(!text.includes('CANARY') && !text.includes('2512489996'));
    });
  }
});
