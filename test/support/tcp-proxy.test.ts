import assert from 'node:assert/strict';
import { createServer, request, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { FAULTS, seededModes, startFaultProxy, type FaultProxy, type Mode } from './tcp-proxy.ts';
import { createSignal } from './signals.ts';

const BODY = 'x'.repeat(1000);
const arrived = createSignal();
let register: Server;
let proxy: FaultProxy;

before(async () => {
  register = createServer((_request, response) => {
    arrived.fire();
    response.end(BODY);
  });
  await new Promise<void>((listening) => register.listen(0, '127.0.0.1', listening));
  const address = register.address();
  assert(address !== null && typeof address !== 'string');
  proxy = await startFaultProxy({ port: address.port });
});
after(async () => {
  await proxy.close();
  register.close();
});

interface Observed {
  status?: number;
  outcome: string;
}

/** One call with its own connection, given up when told. */
function call(giveUp: Promise<unknown>): Promise<Observed> {
  return new Promise((done) => {
    const observed: Observed = { outcome: '' };
    const finish = (outcome: string): void => done({ ...observed, outcome });
    const sent = request({ port: proxy.port, host: '127.0.0.1', agent: false }, (response) => {
      observed.status = response.statusCode ?? 0;
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.once('end', () => finish(body === BODY ? 'whole' : 'short'));
      response.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    });
    void giveUp.then(() => {
      finish('nothing');
      sent.destroy();
    });
    sent.once('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    sent.end();
  });
}

const never = new Promise<never>(() => undefined);

const CASES: { mode: Mode; reachesRegister: boolean; status?: number; outcome: string }[] = [
  { mode: 'pass', reachesRegister: true, status: 200, outcome: 'whole' },
  { mode: 'refused', reachesRegister: false, outcome: 'ECONNREFUSED' },
  { mode: 'reset-on-accept', reachesRegister: false, outcome: 'ECONNRESET' },
  { mode: 'black-hole', reachesRegister: false, outcome: 'nothing' },
  { mode: 'reset-before-reply', reachesRegister: true, outcome: 'ECONNRESET' },
  { mode: 'close-before-reply', reachesRegister: true, outcome: 'ECONNRESET' },
  { mode: 'reply-swallowed', reachesRegister: true, outcome: 'nothing' },
  { mode: 'reply-cut', reachesRegister: true, status: 200, outcome: 'ECONNRESET' },
  { mode: 'reset-in-reply', reachesRegister: true, status: 200, outcome: 'ECONNRESET' },
  { mode: 'reply-dripped', reachesRegister: true, outcome: 'nothing' },
];

for (const { mode, reachesRegister, status, outcome } of CASES) {
  test(`with "${mode}" the far side ${reachesRegister ? 'gets' : 'does not get'} the request and the caller sees ${outcome}`, async () => {
    await proxy.use(mode);
    const accepted = proxy.accepted.length;
    const reached = reachesRegister ? arrived.next() : never;
    const waited = mode === 'black-hole' ? proxy.nextAccepted() : reached;
    const observed = await call(outcome === 'nothing' ? waited : never);
    assert.deepEqual(observed, status === undefined ? { outcome } : { status, outcome });
    if (reachesRegister) await reached;
    assert.deepEqual(proxy.accepted.slice(accepted), mode === 'refused' ? [] : [mode]);
  });
}

test('the far side got no more requests than the cases above say', () => {
  assert.equal(arrived.fired, CASES.filter(({ reachesRegister }) => reachesRegister).length);
});

test('every fault has a case above', () => {
  assert.deepEqual(CASES.map(({ mode }) => mode).sort(), [...FAULTS, 'pass'].sort());
});

test('the same seed gives the same sequence, which holds every mode', () => {
  const take = (seed: number): Mode[] => {
    const modes = seededModes(seed);
    return Array.from({ length: 200 }, () => modes.next().value);
  };
  assert.deepEqual(take(7), take(7));
  assert.notDeepEqual(take(7), take(8));
  assert.equal(new Set(take(7)).size, FAULTS.length + 1);
});
