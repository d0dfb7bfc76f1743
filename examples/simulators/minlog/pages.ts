import { escapeHtml, page } from '../web.ts';
import type { Line, Reason } from './access-log.ts';
import type { Workplace } from './entries.ts';
import type { Citizen } from './entry.ts';

const danish = new Intl.DateTimeFormat('da-DK', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Copenhagen',
});

/** In the body, which HTML allows for a style sheet; the common frame has its own in the head. */
const STYLE = '<link rel="stylesheet" href="/assets/minlog.css">';

const links = (citizens: readonly Citizen[], current?: Citizen): string =>
  `<nav aria-label="Borgere"><ul>${citizens
    .map(
      (citizen, index) =>
        `<li><a href="/borgere/${index + 1}"${citizen === current ? ' aria-current="page"' : ''}>${escapeHtml(citizen.name)}</a></li>`,
    )
    .join('')}</ul></nav>`;

export const startPage = (citizens: readonly Citizen[]): string =>
  page({
    title: 'MinLog',
    lead: 'Vælg en borger for at se, hvem der har slået op i borgerens oplysninger.',
    body: STYLE + links(citizens),
  });

/** The citizen's page. The form stands outside the part that renews itself, so that using it stops nothing. */
export const citizenPage = (
  citizens: readonly Citizen[],
  citizen: Citizen,
  lines: readonly Line[] | undefined,
  workplaces: readonly Workplace[],
): string => {
  const number = citizens.indexOf(citizen) + 1;
  return page({
    title: `MinLog – ${citizen.name}`,
    lead: 'Sådan ser borgeren listen over opslag. Siden opdaterer sig selv.',
    body:
      STYLE +
      links(citizens, citizen) +
      `<div data-refresh="/live/${number}">${linesHtml(lines)}</div>` +
      visitForm(number, workplaces),
  });
};

/** Names no member of staff: the form is on the page where names may be hidden. */
const visitForm = (number: number, workplaces: readonly Workplace[]): string =>
  `<form method="post" action="/citizens/${number}/visit"><fieldset><legend>Prøv et nyt opslag</legend>` +
  `<p id="visit-help">En medarbejder slår borgeren op nu, og opslaget kommer øverst på listen.</p>` +
  `<label>Medarbejderens enhed <select name="workplace" aria-describedby="visit-help">${workplaces
    .map(
      ({ unit, organisation, title }, index) =>
        `<option value="${index}">${escapeHtml(`${unit.name}, ${organisation} (${title})`)}</option>`,
    )
    .join('')}</select></label><div><button>Nyt opslag</button></div></fieldset></form>`;

const words: Readonly<Record<Reason, string>> = {
  individual: 'Individuel sløring',
  department: 'Afdelingssløring',
};
const explanations: Readonly<Record<Reason, string>> = {
  individual: 'medarbejderens organisation er sløret over for borgeren',
  department: 'medarbejderens enhed er sløret over for alle borgere',
};

const heads = ['Tidspunkt', 'Medarbejder', 'Visning', 'Stilling', 'Sted', 'Hvad'];

/** The part that renews itself. Roles are written out because the narrow layout takes the table's own away. */
export const linesHtml = (lines: readonly Line[] | undefined): string => {
  if (lines === undefined) {
    return '<p role="status">Listen kan ikke vises lige nu, fordi det nationale register ikke svarer.</p>';
  }
  if (lines.length === 0) return '<p>Ingen har slået op endnu.</p>';
  const rows = lines.map((line) => {
    const cells = [
      `<time datetime="${line.at}">${danish.format(new Date(line.at))}</time>`,
      `<span${line.blurred ? ' class="code"' : ''}>${escapeHtml(line.staff)}</span>`,
      line.reasons.map((reason) => `<strong class="reason">${words[reason]}</strong>`).join(' ') ||
        'Navn vises',
      escapeHtml(line.title),
      `${escapeHtml(line.unit.name)}, ${escapeHtml(line.organisation)}` +
        `<span class="unit">${line.unit.classification} ${escapeHtml(line.unit.id)}</span>`,
      escapeHtml(line.activity),
    ];
    return `<tr role="row">${cells
      .map((cell, index) => `<td role="cell" data-head="${heads[index]}"><div>${cell}</div></td>`)
      .join('')}</tr>`;
  });
  const reasons = (Object.keys(words) as Reason[]).filter((reason) =>
    lines.some((line) => line.reasons.includes(reason)),
  );
  const key = reasons.map(
    (reason) => `<dt>${words[reason]}</dt><dd>Navnet er skjult, fordi ${explanations[reason]}.</dd>`,
  );
  return (
    `<table role="table" class="log"><caption>Opslag, nyeste først</caption><thead role="rowgroup"><tr role="row">` +
    heads.map((head) => `<th role="columnheader" scope="col">${head}</th>`).join('') +
    `</tr></thead><tbody role="rowgroup">${rows.join('')}</tbody></table>` +
    (key.length > 0 ? `<dl class="key">${key.join('')}</dl>` : '')
  );
};
