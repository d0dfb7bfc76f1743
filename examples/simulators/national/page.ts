import { escapeHtml, page } from '../web.ts';
import type { Switches } from './control.ts';
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
  const changing = ledger.latest(2000).filter((entry) => !entry.operation.startsWith('Get'));
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
    `</section><section aria-labelledby="kald"><h2 id="kald">Modtagne kald</h2><p>${ledger.total()} i alt, opslag medregnet. Opslag vises ikke.</p>` +
    table(
      'Kald, nyeste først',
      ['Nr.', 'Modtaget', 'Operation', 'CVR', 'Borger', 'Sluttidspunkt', 'Resultat', 'Registreret'],
      calls.map((entry) => [
        String(entry.number),
        moment(entry.at),
        escapeHtml(entry.operation),
        escapeHtml(entry.cvr ?? '–'),
        shown(entry.cpr, reveal),
        entry.end === undefined ? '–' : moment(entry.end),
        escapeHtml(entry.outcome),
        entry.kept ? 'Ja' : 'Nej',
      ]),
    ) +
    `</section>`
  );
};

const check = (switches: Switches, name: keyof Switches, label: string): string =>
  `<label class="check"><input type="checkbox" name="${name}"${switches[name] === true ? ' checked' : ''}> ${label}</label>`;

const number = (switches: Switches, name: keyof Switches, label: string, max: number): string =>
  `<label>${label} <input type="number" name="${name}" min="0" max="${max}" value="${switches[name] ?? ''}"></label>`;

const choice = (
  switches: Switches,
  name: keyof Switches,
  label: string,
  options: readonly string[],
): string =>
  `<label>${label} <select name="${name}">${options
    .map(
      (value) =>
        `<option value="${value}"${switches[name] === value ? ' selected' : ''}>${value || 'ingen'}</option>`,
    )
    .join('')}</select></label>`;

const faults = [
  '',
  'expired_idcard',
  'invalid_signature',
  'invalid_idcard',
  'invalid_certificate',
  'not_authorized',
  'security_level_failed',
  'syntax_error',
  'missing_required_header',
  'processing_problem',
];

const controls = (switches: Switches): string =>
  `<section aria-labelledby="fejl"><h2 id="fejl">Fremkald fejl</h2><form method="post" action="/">` +
  `<fieldset><legend>Forbindelsen</legend>` +
  check(switches, 'down', 'Alt er nede (503)') +
  check(switches, 'stsDown', 'Billetudstederen (STS) er nede') +
  check(switches, 'cutBefore', 'Afbryd, før der registreres') +
  check(switches, 'dropReply', 'Registrér, men svar ikke') +
  check(switches, 'halfReply', 'Registrér, men send kun det halve svar') +
  number(switches, 'delayMs', 'Forsinkelse i millisekunder', 600_000) +
  `</fieldset><fieldset><legend>Registeret</legend>` +
  choice(switches, 'fault', 'Svar med fejlkoden', faults) +
  number(switches, 'faultTimes', 'Antal gange (0: indtil den fjernes)', 1_000_000) +
  number(
    switches,
    'rejectPastToleranceSeconds',
    'Sekunder, et sluttidspunkt må være passeret (tom: ubegrænset)',
    86_400,
  ) +
  choice(switches, 'strict', 'Navnerum på underelementer', ['unqualified', 'qualified']) +
  check(switches, 'personInformationDown', 'CPR-opslag er nede') +
  check(switches, 'replayMessageIds', 'Gentag svaret på et gentaget MessageID') +
  `</fieldset><fieldset><legend>Billetten</legend>` +
  choice(switches, 'signatureAlgorithm', 'STS underskriver med', ['sha256', 'sha1']) +
  number(switches, 'cardLifetimeMinutes', 'Billettens levetid i minutter', 1440) +
  `</fieldset><button>Gem</button></form></section>`;

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
