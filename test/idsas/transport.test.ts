import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { createTransport } from '../../server/idsas/transport.ts';
import { FAULTS, startFaultProxy } from '../support/tcp-proxy.ts';
import type { Fault } from '../support/tcp-proxy.ts';
import { freePort } from '../support/ports.ts';
import { aCall, NOON, DAY, startNational } from './national.ts';

/** What the register saw is what decides; the same error on our side covers both. */
const expected: Record<Fault, 'retry' | 'unknown' | 'retry or unknown'> = {
  refused: 'retry',
  // The reset may overtake the news that the connection is up, and then nothing was sent.
  'reset-on-accept': 'retry or unknown',
  'black-hole': 'unknown',
  'reset-before-reply': 'unknown',
  'close-before-reply': 'unknown',
  'reply-swallowed': 'unknown',
  'reply-cut': 'unknown',
  'reset-in-reply': 'unknown',
  'reply-dripped': 'unknown',
};

describe('a connection injured on its way', { concurrency: true }, () => {
  for (const fault of FAULTS) {
    for (const seen of fault === 'reply-cut' || fault === 'reset-in-reply' ? [20, 900] : [20]) {
      test(`${fault}${seen > 20 ? ' after status and headers' : ''} is ${expected[fault]}, and repeating it delivers`, async (t) => {
        const national = await startNational(t);
        const proxy = await startFaultProxy({ port: Number(new URL(national.url).port) }, seen);
        t.after(() => proxy.close());
        const { operations } = await national.settings();
        const url = operations.CreateBlurring.url.replace(/:\d+\//, `:${proxy.port}/`);
        const client = await national.client({
          operations: { CreateBlurring: { ...operations.CreateBlurring, url } },
          requestTimeoutMs: 3000,
        });
        await proxy.use(fault);
        const outcome = await client.createBlurring(aCall({ endDateTime: NOON + DAY }));
        assert.ok(expected[fault].split(' or ').includes(outcome.kind), JSON.stringify(outcome));
        await proxy.use('pass');
        assert.equal((await client.createBlurring(aCall({ endDateTime: NOON + 2 * DAY }))).kind, 'delivered');
        assert.deepEqual(
          (await national.blurrings()).map((blurring) => blurring.end),
          [NOON + 2 * DAY],
        );
      });
    }
  }
});

for (const [name, kept] of [
  ['cutBefore', false],
  ['dropReply', true],
  ['halfReply', true],
] as const) {
  test(`the register’s switch ${name} leaves us not knowing, whether or not the blurring was kept`, async (t) => {
    const national = await startNational(t);
    await national.control({ [name]: true });
    const outcome = await (await national.client()).createBlurring(aCall());
    assert.equal(outcome.kind, 'unknown');
    assert.equal((await national.blurrings()).length, kept ? 1 : 0);
  });
}

const serve = async (t: TestContext, handler: RequestListener): Promise<string> => {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

const transportFor = (t: TestContext, timeoutMs = 20_000) => {
  const transport = createTransport({ timeoutMs, maxReplyBytes: 1000 });
  t.after(() => transport.close());
  return transport;
};

// A redirect would carry the citizen's number to an address that nobody configured.
test('a redirect is not followed', async (t) => {
  const seen: string[] = [];
  const url = await serve(t, (request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const posted = await transportFor(t).post({ url, soapAction: 'a', body: 'x' });
  assert.deepEqual([posted.kind === 'answered' && posted.status, seen], [307, ['/']]);
});

test('a reply above the limit is given up while it arrives', async (t) => {
  const url = await serve(t, (_request, response) => {
    const more = (): unknown => response.write('x'.repeat(500), (error) => error ?? more());
    more();
  });
  const posted = await transportFor(t).post({ url, soapAction: 'a', body: 'x' });
  assert.deepEqual(posted, { kind: 'failed', sent: true, code: 'reply_too_large' });
});

test('the request is a SOAP 1.1 post with a quoted action and its length in bytes', async (t) => {
  const url = await serve(t, (request, response) => {
    const { method, headers } = request;
    response.end(
      JSON.stringify([method, headers['content-type'], headers.soapaction, headers['content-length']]),
    );
  });
  const posted = await transportFor(t).post({ url, soapAction: 'urn:a#b', body: 'æ' });
  assert.equal(
    posted.kind === 'answered' && posted.body.toString(),
    '["POST","text/xml; charset=utf-8","\\"urn:a#b\\"","2"]',
  );
});

test('nothing listening, an unknown name and a server without TLS are certainly not sent', async (t) => {
  const transport = transportFor(t);
  const plain = await serve(t, (_request, response) => response.end());
  const urls = [
    `http://127.0.0.1:${await freePort()}/`,
    'http://does-not-exist.invalid/',
    plain.replace('http:', 'https:'),
  ];
  for (const url of urls) {
    const posted = await transport.post({ url, soapAction: 'a', body: 'x' });
    assert.equal(posted.kind === 'failed' && posted.sent, false, url);
  }
});

test('a call given up before it begins is not sent, and given up on its way it may have been', async (t) => {
  const controller = new AbortController();
  const url = await serve(t, () => controller.abort());
  const transport = transportFor(t);
  assert.deepEqual(await transport.post({ url, soapAction: 'a', body: 'x', signal: AbortSignal.abort() }), {
    kind: 'failed',
    sent: false,
    code: 'network_aborted',
  });
  assert.deepEqual(await transport.post({ url, soapAction: 'a', body: 'x', signal: controller.signal }), {
    kind: 'failed',
    sent: true,
    code: 'network_aborted',
  });
});
