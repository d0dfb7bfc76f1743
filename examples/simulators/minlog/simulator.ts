import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createOrganisationCertificate } from '../certificate.ts';
import { readOrCreate } from '../durable.ts';
import { fromOwnPage, listen, readBody, send, sendAsset, sendJson } from '../web.ts';
import type { Listening } from '../web.ts';
import { accessLog } from './access-log.ts';
import type { Line } from './access-log.ts';
import { openEntries } from './entries.ts';
import type { Citizen, PastEntry } from './entry.ts';
import { createNationalLookup, type NationalLookup } from './national-lookup.ts';
import { citizenPage, linesHtml, startPage } from './pages.ts';
import { createSystemCard } from './system-card.ts';

const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';

/**
 * What a citizen sees of who looked at their data. Citizens are addressed by their number in the list, never by CPR:
 * addresses end up in histories and logs. Looks made here are kept in `folder` and survive a restart.
 */
export const startMinLog = async (options: {
  readonly folder: string;
  readonly national: string;
  readonly citizens: readonly Citizen[];
  readonly past: readonly PastEntry[];
  readonly port?: number;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<Listening> => {
  const { citizens } = options;
  const certificate = await readOrCreate(join(options.folder, 'certificate.json'), () =>
    createOrganisationCertificate({ cvr: '29189366', organisation: 'MinLog (simulator)' }),
  );
  const connect = (): NationalLookup =>
    createNationalLookup(options.national, createSystemCard(options.national, certificate));
  let national = connect();
  const entries = await openEntries(options.folder, options.past, options.now ?? Date.now);

  // The register may be started after this program, or anew from an empty folder, so after a failure the certificate is shown again
  // and the old card forgotten.
  const introduce = async (): Promise<void> => {
    await fetch(`${options.national}/control/clients`, {
      method: 'POST',
      body: JSON.stringify({
        cvr: certificate.cvr,
        name: certificate.organisationName,
        certificatePem: certificate.certificatePem,
        whitelisted: false,
      }),
      signal: AbortSignal.timeout(10_000),
    });
  };
  let introduced: Promise<void> | undefined;
  const logOf = async (citizen: Citizen): Promise<Line[] | undefined> => {
    try {
      await (introduced ??= introduce());
      return await accessLog(citizen, entries.of(citizen.cpr), national);
    } catch {
      introduced = undefined;
      national = connect();
      return undefined;
    }
  };

  const visit = async (
    request: IncomingMessage,
    response: ServerResponse,
    citizen: Citizen,
  ): Promise<void> => {
    if (!isOwnForm(request)) return sendJson(response, 403, { code: 'origin_foreign' });
    const form = new URLSearchParams((await readBody(request)).toString());
    const known = await entries.visit(citizen.cpr, Number(form.get('workplace') ?? 0));
    if (!known) return sendJson(response, 400, { code: 'workplace_unknown' });
    response.writeHead(303, { location: `/borgere/${citizens.indexOf(citizen) + 1}` }).end();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    if (sendAsset(response, pathname)) return;
    if (pathname === '/assets/minlog.css') return send(response, 200, 'text/css; charset=utf-8', style());
    if (pathname === '/') return send(response, 200, HTML, startPage(citizens));
    if (pathname === '/health') return sendJson(response, 200, { status: 'ok' });
    const [kind, number] = routeOf(pathname);
    const citizen = citizens[number - 1];
    if (citizen === undefined) return send(response, 404, TEXT, 'Findes ikke');
    if (kind === 'visit')
      return request.method === 'POST'
        ? visit(request, response, citizen)
        : send(response, 405, TEXT, 'Kun POST');
    const lines = await logOf(citizen);
    if (kind === 'live') return send(response, 200, HTML, linesHtml(lines));
    if (kind === 'page')
      return send(response, 200, HTML, citizenPage(citizens, citizen, lines, entries.workplaces));
    if (lines) sendJson(response, 200, { citizen: citizen.name, lines });
    else sendJson(response, 503, { code: 'register_unavailable' });
  };

  const listening = await listen(
    (request, response) => {
      handle(request, response).catch(() => response.destroy());
    },
    options.port ?? 0,
    options.host,
  );
  return {
    url: listening.url,
    close: async () => {
      await listening.close();
      await entries.close();
    },
  };
};

/** The pages' `Referrer-Policy: no-referrer` makes browsers send `Origin: null` with a form (Fetch standard), so the other header decides. */
const isOwnForm = (request: IncomingMessage): boolean =>
  fromOwnPage(request) || request.headers['sec-fetch-site'] === 'same-origin';

const routes = {
  page: /^\/borgere\/(\d+)$/,
  live: /^\/live\/(\d+)$/,
  visit: /^\/citizens\/(\d+)\/visit$/,
  api: /^\/api\/citizens\/(\d+)\/log$/,
};

/** What is asked for and of which citizen, counted from 1; 0 for an address that is none of ours. */
const routeOf = (path: string): [kind: string, number: number] => {
  for (const [kind, pattern] of Object.entries(routes)) {
    const number = pattern.exec(path)?.[1];
    if (number !== undefined) return [kind, Number(number)];
  }
  return ['', 0];
};

const style = (): Buffer => readFileSync(new URL('./minlog.css', import.meta.url));
