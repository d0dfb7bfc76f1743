import type { Bilingual } from '../../shared/api.ts';
import type { DeliveryRow } from '../store/store.ts';
import type { Organisation, Overview } from './overview.ts';
import { reasonOf } from './reasons.ts';
import { texts, type Language, type Words } from './texts.ts';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => escapes[one] ?? one);

/** What a button did, as it is carried through the redirect: codes only, looked up again when shown. */
export type Result = { result: string; cvr: string; code: string };

type Page = { words: Words; language: Language; moment: (at: number) => string };

const pageIn = (language: Language): Page => {
  const format = new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  });
  const moment = (at: number): string =>
    `<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`;
  return { words: texts[language], language, moment };
};

const inLanguage = ({ language }: Page, text: Bilingual): string => escape(text[language]);

/** One form with one button; the label is followed, for those who hear it, by what it is about. */
const button = (page: Page, action: string, label: string, about: string, fields: Record<string, string>) =>
  `<form method="post" action="/${action}?lang=${page.language}">` +
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join('') +
  `<button>${label}<span class="heard"> ${escape(about)}</span></button></form>`;

const table = (caption: string, heads: readonly string[], rows: readonly string[][], none: string): string =>
  rows.length === 0
    ? `<p>${none}</p>`
    : `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="heard">${caption}</caption><thead><tr>` +
      heads.map((head) => `<th scope="col">${head}</th>`).join('') +
      `</tr></thead><tbody>${rows
        .map(
          ([first, ...cells]) =>
            `<tr><th scope="row">${first}</th>${cells.map((cell, index) => `<td data-label="${heads[index + 1] ?? ''}">${cell}</td>`).join('')}</tr>`,
        )
        .join('')}</tbody></table></div>`;

const certificateCell = ({ words, ...page }: Page, { certificate }: Organisation): string => {
  if (certificate === null) return words.not_checked;
  if (certificate.problem !== null)
    return `<strong>${inLanguage({ words, ...page }, reasonOf(certificate.problem).what)}</strong>`;
  const text = `${certificate.daysLeft} ${words.days_left}`;
  return certificate.daysLeft <= 30 ? `<strong>${text}</strong>` : text;
};

const organisationRow = (page: Page, one: Organisation): string[] => {
  const { words, moment } = page;
  const scope = { tenant: one.tenant, cvr: one.cvr };
  const about = `${one.name}, CVR ${one.cvr}`;
  const state = one.paused
    ? `<strong>${words.stopped} ${moment(one.paused.since)}</strong> (${one.paused.waiting} ${words.waiting_count})<br>` +
      `${inLanguage(page, reasonOf(one.paused.reason).what)} ${inLanguage(page, reasonOf(one.paused.reason).todo)}`
    : words.running;
  return [
    `${escape(one.name)}<br><span class="quiet">CVR ${one.cvr} · ${escape(one.municipality)}</span>`,
    certificateCell(page, one),
    one.ticketUntil === null ? words.ticket_none : `${words.ticket_until} ${moment(one.ticketUntil)}`,
    state,
    button(page, 'test', words.test, about, scope) +
      (one.paused
        ? button(page, 'resume', words.resume, about, scope)
        : // Pausing hurts, so it takes a second press; a disclosure needs no script.
          `<details><summary>${words.pause}<span class="heard"> ${escape(about)}</span></summary>` +
          `<p>${words.confirm_pause}</p>${button(page, 'pause', words.yes_pause, about, scope)}</details>`),
  ];
};

const lastCell = (page: Page, { last }: DeliveryRow): string => {
  if (last === null) return page.words.not_tried;
  const words = last.code === null ? page.words.not_tried : inLanguage(page, reasonOf(last.code).what);
  return `${page.moment(last.at)}<br>${last.outcome === 'delivered' ? page.words.yes_delivered : words}`;
};

const reference = (row: DeliveryRow): string =>
  `<code>${row.reference}</code><br><span class="quiet">CVR ${row.cvr}</span>`;

const parkedRow = (page: Page, row: DeliveryRow): string[] => {
  const reason = reasonOf(row.reason ?? '');
  const scope = { tenant: row.tenant, cvr: row.cvr, reference: row.reference };
  return [
    reference(row),
    row.parkedSince === null ? '' : page.moment(row.parkedSince),
    `${inLanguage(page, reason.what)}<br><code class="quiet">${escape(row.reason ?? '')}</code>`,
    inLanguage(page, reason.todo),
    button(page, 'resume', page.words.resume, row.reference, scope),
  ];
};

const waitingRow = (page: Page, row: DeliveryRow): string[] => [
  reference(row),
  row.waitingSince === null ? '' : page.moment(row.waitingSince),
  String(row.attempts),
  lastCell(page, row),
  row.nextAt === null ? '' : page.moment(row.nextAt),
];

const resultLine = (page: Page, { result, cvr, code }: Result): string => {
  const said = page.words[`result_${result}` as keyof Words] as string | undefined;
  if (said === undefined) return '';
  const reason =
    code === '' ? '' : ` ${inLanguage(page, reasonOf(code).what)} ${inLanguage(page, reasonOf(code).todo)}`;
  return `<p role="status" class="result">${/^\d{8}$/.test(cvr) ? `CVR ${cvr}: ` : ''}${said}${reason}</p>`;
};

const stateLine = (
  { words, moment }: Page,
  { parked, waiting, late, oldestWaitingSince: oldest }: Overview,
): string => {
  if (parked > 0) return `<p class="state bad">${words.attention}</p>`;
  if (oldest === null || waiting === 0) return `<p class="state">${words.all_well}</p>`;
  return `<p class="state${late ? ' bad' : ''}">${late ? words.late : words.waiting_since} ${moment(oldest)}.</p>`;
};

/** The delivery page. It holds no citizen: what it shows is what `Overview` has. */
export const deliveryPage = (overview: Overview, language: Language, result: Result | null): string => {
  const page = pageIn(language);
  const { words, moment } = page;
  const other = language === 'da' ? 'en' : 'da';
  const figure = (label: string, value: number): string => `<div><dt>${label}</dt><dd>${value}</dd></div>`;
  const { organisations, parkedRows, waitingRows } = overview;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/operations.css">
</head>
<body>
<header><h1>${words.title}</h1><p>${words.lead}</p>
<p>${words.as_of} ${moment(overview.at)}. <a href="/?lang=${language}">${words.refresh}</a> · <a href="/?lang=${other}" lang="${other}" hreflang="${other}">${words.language}</a></p></header>
<main>
${result === null ? '' : resultLine(page, result)}
${stateLine(page, overview)}
<dl class="figures">${figure(words.waiting, overview.waiting)}${figure(words.parked, overview.parked)}${figure(words.paused, organisations.filter((one) => one.paused).length)}</dl>
<section aria-labelledby="organisations"><h2 id="organisations">${words.organisations}</h2>
${table(
  words.organisations,
  [words.organisation, words.certificate, words.ticket, words.deliveries, ''],
  organisations.map((one) => organisationRow(page, one)),
  '',
)}</section>
<section aria-labelledby="parked"><h2 id="parked">${words.parked}</h2>
${table(
  words.parked,
  [words.reference, words.since, words.why, words.todo, ''],
  parkedRows.map((row) => parkedRow(page, row)),
  words.none_parked,
)}</section>
<section aria-labelledby="waiting"><h2 id="waiting">${words.waiting}</h2>${waitingRows.length >= 100 ? `<p>${words.first_hundred}</p>` : ''}
${table(
  words.waiting,
  [words.reference, words.since, words.attempts, words.last, words.next],
  waitingRows.map((row) => waitingRow(page, row)),
  words.none_waiting,
)}</section>
</main>
</body>
</html>
`;
};
