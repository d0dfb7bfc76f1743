/** What every simulator's web side needs: listening, reading a body, answering a page. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';

export type Listening = { readonly url: string; close(): Promise<void> };

export const listen = async (
  handler: RequestListener,
  port: number,
  host = '127.0.0.1',
): Promise<Listening> => {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The whole request body. @throws RangeError above the limit in bytes. */
export const readBody = async (request: IncomingMessage, limit = 256 * 1024): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) throw new RangeError('request too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

export const send = (response: ServerResponse, status: number, type: string, body: string | Buffer): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; " +
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
  response.end(body);
};

export const sendJson = (response: ServerResponse, status: number, value: unknown): void =>
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** A page in the simulators' common frame. `refresh` names an address whose HTML replaces the live part as it changes. */
export const page = (options: { title: string; lead: string; body: string }): string =>
  `<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(options.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/simulator.css">
<script type="module" src="/assets/refresh.js"></script>
</head>
<body>
<header><p class="mark">Simulator – opdigtede data</p><h1>${escapeHtml(options.title)}</h1><p>${escapeHtml(options.lead)}</p></header>
<main>
${options.body}
</main>
</body>
</html>
`;

const assets: Record<string, string> = {
  '/assets/simulator.css': 'text/css; charset=utf-8',
  '/assets/refresh.js': 'text/javascript; charset=utf-8',
};

/** Answers the style sheet and script. @returns whether it did. */
export const sendAsset = (response: ServerResponse, path: string): boolean => {
  const type = assets[path];
  if (type === undefined) return false;
  send(
    response,
    200,
    type,
    readFileSync(new URL(`./public/${path.slice('/assets/'.length)}`, import.meta.url)),
  );
  return true;
};

/**
 * Whether a changing request came from the simulator's own pages or from a program, not from another web site. These pages hide their
 * address from others, so a browser posts their forms with `Origin: null`; what it says of the site comes first.
 */
export const fromOwnPage = ({ headers }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
};

/** `--port`, `--data`, `--host` and any further text options of a simulator started alone. */
export const readOptions = (further: readonly string[] = []): Record<string, string | undefined> => {
  const names = ['port', 'data', 'host', ...further];
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  return Object.fromEntries(names.map((name) => [name, values[name]?.toString()]));
};

/** Runs `close` once at the first request to stop, and lets the process end by itself. */
export const closeOnSignal = (close: () => Promise<void>): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
};
