import { connect, type Socket } from 'node:net';

export type Call = { method: string; path: string; headers?: Record<string, string>; body: string };
export type Answer = { status: number; body: string };
export type Load = { seconds: number; perSecond: number; p50Ms: number; p99Ms: number; answers: Answer[] };

/**
 * Sends every call once over `connections` kept-alive connections, each waiting for its answer before the next.
 * A bare socket client, because the load has to cost less than what it measures; it reads Content-Length and chunked answers.
 */
export const run = async (port: number, calls: readonly Call[], connections: number): Promise<Load> => {
  const answers = new Array<Answer>(calls.length);
  const times = new Float64Array(calls.length);
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(connections, calls.length) }, async () => {
      const line = await openLine(port);
      for (let index = next++; index < calls.length; index = next++) {
        const call = calls[index];
        if (!call) break;
        const sent = performance.now();
        answers[index] = await line.send(call);
        times[index] = performance.now() - sent;
      }
      line.close();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  times.sort();
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { seconds, perSecond: calls.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), answers };
};

type Line = { send: (call: Call) => Promise<Answer>; close: () => void };

const openLine = async (port: number): Promise<Line> => {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise((ready, failed) => socket.once('connect', ready).once('error', failed));
  let buffered = '';
  let waiting: { done: (answer: Answer) => void; failed: (error: Error) => void } | undefined;
  // latin1 keeps one character per byte, so lengths can be compared.
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    buffered += part;
    const answer = readAnswer(buffered);
    if (!answer) return;
    buffered = buffered.slice(answer.length);
    waiting?.done(answer);
  });
  socket.on('error', (error) => waiting?.failed(error));
  socket.on('close', () => waiting?.failed(new Error('the connection was closed')));
  return {
    send: ({ method, path, headers = {}, body }) =>
      new Promise((done, failed) => {
        waiting = { done, failed };
        const lines = Object.entries({
          Host: `127.0.0.1:${port}`,
          'Content-Length': String(Buffer.byteLength(body)),
          ...headers,
        });
        socket.write(
          `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
        );
      }),
    close: () => {
      waiting = undefined;
      socket.destroy();
    },
  };
};

/** The first whole answer in the buffer, or undefined while it is not whole. */
const readAnswer = (text: string): (Answer & { length: number }) | undefined => {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = text.slice(0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = end + 4 + Number(length);
    return text.length < whole ? undefined : { status, body: text.slice(end + 4, whole), length: whole };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body: '', length: end + 4 };
  const last = text.indexOf('\r\n0\r\n\r\n', end + 2);
  return last === -1 ? undefined : { status, body: dechunk(text.slice(end + 4, last + 2)), length: last + 7 };
};

const dechunk = (text: string): string => {
  let body = '';
  for (let at = 0; at < text.length;) {
    const line = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, line), 16);
    body += text.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
  return body;
};
