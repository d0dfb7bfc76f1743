import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './ports.ts';

/** What can happen to a call on its way. The comment says whether the far side got the request. */
export const FAULTS = [
  'refused', // no
  'reset-on-accept', // no
  'black-hole', // no
  'reset-before-reply', // yes
  'close-before-reply', // yes
  'reply-swallowed', // yes
  'reply-cut', // yes: the reply begins and then the connection is closed in an orderly way
  'reset-in-reply', // yes: the reply begins and then the connection is reset
  'reply-dripped', // yes: the reply arrives one byte at a time
] as const;

export type Fault = (typeof FAULTS)[number];
export type Mode = Fault | 'pass';

export interface FaultProxy {
  port: number;
  /** Applies to connections made from now on. */
  use(mode: Mode): Promise<void>;
  /** The modes of the connections accepted so far, in order. */
  readonly accepted: readonly Mode[];
  /** Resolves when a connection is accepted after this was called. */
  nextAccepted(): Promise<Mode>;
  close(): Promise<void>;
}

const DRIP_EVERY_MS = 100;

/**
 * A proxy on 127.0.0.1 in front of `target` that injures connections.
 * Keep-alive counts as one connection: clients under test should open one per call.
 * @param seen how many bytes of a reply pass before it is cut or reset; the usual 300 let the head of an HTTP reply
 *   through (a status of 200 is seen) and not the whole of a SOAP body
 */
export async function startFaultProxy(
  target: { port: number; host?: string },
  seen = 300,
): Promise<FaultProxy> {
  const port = await freePort();
  const accepted: Mode[] = [];
  const waiting: ((mode: Mode) => void)[] = [];
  const sockets = new Set<Socket>();
  let mode: Mode = 'pass';
  let server: Server | undefined;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    return socket.on('close', () => sockets.delete(socket));
  };
  const accept = (client: Socket): void => {
    track(client);
    const now = mode;
    accepted.push(now);
    for (const waiter of waiting.splice(0)) waiter(now);
    if (now === 'reset-on-accept') client.resetAndDestroy();
    if (now === 'reset-on-accept' || now === 'black-hole') return;
    const upstream = track(connect({ port: target.port, host: target.host ?? '127.0.0.1' }));
    client.pipe(upstream);
    // Without this, what the client sends after a cut would keep the far side waiting.
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => now === 'pass' && client.end());
    answer(now, client, upstream, seen);
  };
  const open = async (): Promise<void> => {
    const opened = (server = createServer({ noDelay: true }, accept));
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  };
  const shut = (): void => {
    server?.close();
    server = undefined;
  };

  await open();
  return {
    port,
    accepted,
    nextAccepted: () => new Promise((resolve) => waiting.push(resolve)),
    async use(next) {
      mode = next;
      if (next === 'refused') shut();
      else if (server === undefined) await open();
    },
    async close() {
      const closed = server && new Promise((resolve) => server?.once('close', resolve));
      shut();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Hands the reply of the far side to the client, injured as told. */
function answer(mode: Mode, client: Socket, upstream: Socket, seen: number): void {
  if (mode === 'pass') upstream.pipe(client);
  else if (mode === 'reset-before-reply') upstream.once('data', () => client.resetAndDestroy());
  else if (mode === 'close-before-reply') upstream.once('data', () => client.end());
  else if (mode === 'reply-swallowed') upstream.resume();
  else if (mode === 'reply-dripped') drip(client, upstream);
  else if (mode === 'reply-cut') begin(client, upstream, seen, () => client.end());
  else begin(client, upstream, seen, () => client.resetAndDestroy());
}

function begin(client: Socket, upstream: Socket, seen: number, then: () => void): void {
  let passed = 0;
  upstream.on('data', (data: Buffer) => {
    if (passed >= seen) return;
    const part = data.subarray(0, seen - passed);
    passed += part.length;
    client.write(part, () => passed >= seen && then());
  });
}

function drip(client: Socket, upstream: Socket): void {
  const bytes: number[] = [];
  upstream.on('data', (data: Buffer) => bytes.push(...data));
  const timer = setInterval(() => {
    const byte = bytes.shift();
    if (byte !== undefined) client.write(Buffer.of(byte));
  }, DRIP_EVERY_MS);
  client.on('close', () => clearInterval(timer));
}

/** An endless sequence of modes that is the same for the same seed; print the seed with the failure. */
export function* seededModes(
  seed: number,
  modes: readonly Mode[] = [...FAULTS, 'pass'],
): Generator<Mode, never> {
  let state = seed >>> 0;
  for (;;) {
    // Numerical Recipes' linear congruential generator; its high bits are the random ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield modes[Math.floor((state / 2 ** 32) * modes.length)] ?? 'pass';
  }
}
