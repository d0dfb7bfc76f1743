import { escapeHtml, page } from '../web.ts';
import { controls } from './controls.ts';
import type { SimulatorState } from './state.ts';

const danish = new Intl.DateTimeFormat('da-DK', {
  dateStyle: 'short',
  timeStyle: 'medium',
  timeZone: 'Europe/Copenhagen',
});
const moment = (milliseconds: number): string =>
  `<time datetime="${new Date(milliseconds).toISOString()}">${danish.format(milliseconds)}</time>`;

const shown = (cpr: string | undefined, reveal: boolean): string => {
  if (cpr === undefined || cpr === '') return '–';
  return escapeHtml(`${cpr.slice(0, 6)}-${reveal ? cpr.slice(6) : '••••'}`);
};

const table = (caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? `<p>Ingen endnu.</p>`
    : `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>` +
      heads.map((head) => `<th scope="col">${head}</th>`).join('') +
      `</tr></thead><tbody>` +
      rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('') +
      `</tbody></table></div>`;

/** The part of the page that changes by itself: what the register holds and which calls came in. */
export const livePart = ({ register, ledger, now }: SimulatorState, reveal: boolean): string => {
  const at = now();
  const blurrings = [...register.all()].sort((a, b) => b.at - a.at).slice(0, 200);
  // MinLog looks up every other second; showing it would bury the calls that change something.
  const changing = ledger.latest(2000).filter((entry) => !/^(Get|ListAll)/.test(entry.operation));
  const calls = changing.slice(-100).reverse();
  return (
    `<section aria-labelledby="registeret"><h2 id="registeret">Registeret</h2>` +
    table(
      'Sløringer, nyeste først',
      ['Borger', 'CVR', 'Organisation', 'Sløret til', 'Status'],
      blurrings.map((row) => [
        shown(row.cpr, reveal),
        row.cvr,
        escapeHtml(register.clients.get(row.cvr)?.name ?? ''),
        moment(row.end),
        row.end > at ? '<strong>I kraft</strong>' : 'Ophørt',
      ]),
    ) +
    `</section><section aria-labelledby="afdelinger"><h2 id="afdelinger">Afdelinger</h2>` +
    table(
      'Slørede afdelinger, nyeste først',
      ['Kode', 'Art', 'CVR', 'Organisation', 'Siden'],
      [...register.departments()]
        .sort((a, b) => b.at - a.at)
        .slice(0, 200)
        .map((row) => [
          escapeHtml(row.id),
          row.classification,
          row.cvr,
          escapeHtml(register.clients.get(row.cvr)?.name ?? ''),
          moment(row.at),
        ]),
    ) +
    `</section><section aria-labelledby="kald"><h2 id="kald">Modtagne kald</h2><p>${ledger.total()} i alt, opslag medregnet. Opslag vises ikke.</p>` +
    table(
      'Kald, nyeste først',
      [
        'Nr.',
        'Modtaget',
        'Operation',
        'CVR',
        'Borger eller enhed',
        'Sluttidspunkt',
        'Resultat',
        'Registreret',
      ],
      calls.map((entry) => [
        String(entry.number),
        moment(entry.at),
        escapeHtml(entry.operation),
        escapeHtml(entry.cvr ?? '–'),
        entry.unit === undefined ? shown(entry.cpr, reveal) : escapeHtml(entry.unit),
        entry.end === undefined ? '–' : moment(entry.end),
        escapeHtml(entry.outcome),
        entry.kept ? 'Ja' : 'Nej',
      ]),
    ) +
    `</section>`
  );
};

/** The whole page. CPR numbers are masked until asked for, here as in the real thing. */
export const startPage = (state: SimulatorState, reveal: boolean): string =>
  page({
    title: 'Det nationale register',
    lead: 'STS og IDSAS som simulator. Siden opdaterer sig selv.',
    body:
      `<form method="get" action="/">${
        reveal ? '<button>Skjul CPR-numre</button>' : '<button name="vis" value="1">Vis CPR-numre</button>'
      }</form>` +
      `<div data-refresh="/live${reveal ? '?vis=1' : ''}">${livePart(state, reveal)}</div>` +
      controls(state.switches()),
  });
