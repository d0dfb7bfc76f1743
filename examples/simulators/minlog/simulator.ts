import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { createOrganisationCertificate } from '../certificate.ts';
import { readOrCreate } from '../durable.ts';
import { escapeHtml, listen, page, send, sendAsset, sendJson } from '../web.ts';
import type { Listening } from '../web.ts';
import { accessLog } from './access-log.ts';
import type { Citizen, Entry, Line } from './access-log.ts';
import { createNationalLookup } from './national-lookup.ts';

const HTML = 'text/html; charset=utf-8';
const danish = new Intl.DateTimeFormat('da-DK', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Copenhagen',
});

/**
 * What a citizen sees of who looked at their data. Citizens are addressed by their number in the list, never by CPR:
 * addresses end up in histories and logs.
 */
export const startMinLog = async (options: {
  readonly folder: string;
  readonly national: string;
  readonly citizens: readonly Citizen[];
  readonly entries: readonly Entry[];
  readonly port?: number;
  readonly host?: string;
}): Promise<Listening> => {
  const certificate = await readOrCreate(join(options.folder, 'certificate.json'), () =>
    createOrganisationCertificate({ cvr: '29189366', organisation: 'MinLog (simulator)' }),
  );
  const national = createNationalLookup(options.national, certificate);
  const startedAt = Date.now();

  // The register may be started after this program, or from an empty folder, so the certificate is shown it every time it is asked for.
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
      return await accessLog(citizen, options.entries, national, startedAt);
    } catch {
      introduced = undefined;
      return undefined;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    if (sendAsset(response, pathname)) return;
    if (pathname === '/') return send(response, 200, HTML, startPage(options.citizens));
    if (pathname === '/health') return sendJson(response, 200, { status: 'ok' });
    const [, kind, number] = /^\/(?:(borgere|live)\/|api\/citizens\/)(\d+)(?:\/log)?$/.exec(pathname) ?? [];
    const citizen = options.citizens[Number(number) - 1];
    if (citizen === undefined) return send(response, 404, 'text/plain; charset=utf-8', 'Findes ikke');
    const lines = await logOf(citizen);
    if (kind === 'live') return send(response, 200, HTML, linesHtml(lines));
    if (kind === 'borgere') return send(response, 200, HTML, citizenPage(options.citizens, citizen, lines));
    if (lines) sendJson(response, 200, { citizen: citizen.name, lines });
    else sendJson(response, 503, { code: 'register_unavailable' });
  };

  return listen(
    (request, response) => {
      handle(request, response).catch(() => response.destroy());
    },
    options.port ?? 0,
    options.host,
  );
};

const citizenLinks = (citizens: readonly Citizen[], current?: Citizen): string =>
  `<nav aria-label="Borgere"><ul>${citizens
    .map(
      (citizen, index) =>
        `<li><a href="/borgere/${index + 1}"${citizen === current ? ' aria-current="page"' : ''}>${escapeHtml(citizen.name)}</a></li>`,
    )
    .join('')}</ul></nav>`;

const startPage = (citizens: readonly Citizen[]): string =>
  page({
    title: 'MinLog',
    lead: 'Vælg en borger for at se, hvem der har slået op i borgerens oplysninger.',
    body: citizenLinks(citizens),
  });

const citizenPage = (citizens: readonly Citizen[], citizen: Citizen, lines: Line[] | undefined): string =>
  page({
    title: `MinLog – ${citizen.name}`,
    lead: 'Sådan ser borgeren listen over opslag. Siden opdaterer sig selv.',
    body:
      citizenLinks(citizens, citizen) +
      `<div data-refresh="/live/${citizens.indexOf(citizen) + 1}">${linesHtml(lines)}</div>`,
  });

const linesHtml = (lines: Line[] | undefined): string => {
  if (lines === undefined) {
    return '<p role="status">Listen kan ikke vises lige nu, fordi det nationale register ikke svarer.</p>';
  }
  const rows = lines.map(
    (line) =>
      `<tr><td><time datetime="${line.at}">${danish.format(new Date(line.at))}</time></td>` +
      `<td${line.blurred ? ' class="code"' : ''}>${escapeHtml(line.staff)}</td><td>${escapeHtml(line.title)}</td>` +
      `<td>${escapeHtml(line.unit)}, ${escapeHtml(line.organisation)}</td><td>${escapeHtml(line.activity)}</td></tr>`,
  );
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="Opslag"><table><caption>Opslag, nyeste først</caption><thead><tr>` +
    ['Tidspunkt', 'Medarbejder', 'Stilling', 'Sted', 'Hvad']
      .map((head) => `<th scope="col">${head}</th>`)
      .join('') +
    `</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
};
