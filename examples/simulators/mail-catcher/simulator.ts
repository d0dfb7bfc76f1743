import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { openJournal } from '../durable.ts';
import { fromOwnPage, listen, readBody, send, sendAsset, sendJson, type Listening } from '../web.ts';
import { listHtml, listPage, mailPage } from './pages.ts';
import { faultSchema, receiveMail, type Caught, type Fault } from './receive.ts';

const HTML = 'text/html; charset=utf-8';
const Settings = z.strictObject({ fault: faultSchema });

export type MailCatcher = Listening & {
  /** Where it speaks SMTP. */
  readonly smtpPort: number;
  readonly mails: readonly Caught[];
  setFault(fault: Fault): void;
};

/**
 * A mail server that passes nothing on: it keeps every mail in `folder` and shows it on a page.
 * `GET /api/mails` gives them as JSON, `POST /control` sets what goes wrong.
 */
export const startMailCatcher = async (options: {
  readonly folder: string;
  readonly port?: number;
  readonly smtpPort?: number;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<MailCatcher> => {
  const { folder, host = '127.0.0.1', now = Date.now } = options;
  const journal = await openJournal<Caught>(join(folder, 'mails.jsonl'));
  const mails = [...journal.entries];
  let fault: Fault = 'none';

  const receiver = await receiveMail({
    ...{ port: options.smtpPort ?? 0, host },
    fault: () => fault,
    keep: async (mail) => {
      const caught = { id: (mails.at(-1)?.id ?? 0) + 1, at: now(), ...mail };
      mails.push(caught);
      await journal.append(caught);
    },
  });

  const control = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!fromOwnPage(request)) return sendJson(response, 403, { code: 'origin_foreign' });
    const text = (await readBody(request)).toString();
    const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
    const given: unknown = form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
    fault = Settings.parse(given).fault;
    if (form) response.writeHead(303, { location: '/' }).end();
    else sendJson(response, 200, { fault });
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    if (request.method === 'POST' && pathname === '/control') return control(request, response);
    if (request.method !== 'GET') return sendJson(response, 405, { code: 'method_not_allowed' });
    if (sendAsset(response, pathname)) return;
    const one = mails.find(({ id }) => pathname === `/mails/${id}`);
    if (one) return send(response, 200, HTML, mailPage(one));
    if (pathname === '/') return send(response, 200, HTML, listPage(mails, fault));
    if (pathname === '/list') return send(response, 200, HTML, listHtml(mails));
    if (pathname === '/api/mails') return sendJson(response, 200, mails);
    return sendJson(response, 404, { code: 'not_found' });
  };
  const web = await listen(
    (request, response) =>
      void handle(request, response).catch(() => sendJson(response, 400, { code: 'request_invalid' })),
    options.port ?? 0,
    host,
  );
  return {
    ...{ url: web.url, smtpPort: receiver.port, mails },
    setFault: (next) => void (fault = next),
    close: async () => {
      await Promise.all([web.close(), receiver.close()]);
      await journal.close();
    },
  };
};
