import { escapeHtml, page } from '../web.ts';
import { readMail } from './mime.ts';
import type { Caught, Fault } from './receive.ts';

const danish = new Intl.DateTimeFormat('da-DK', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'Europe/Copenhagen',
});

const faults: Record<Fault, string> = {
  none: 'Alt virker',
  down: 'Ude af drift',
  later: 'Prøv igen senere (451)',
  refuse: 'Kender ikke modtageren (550)',
  cut: 'Tager mailen og afbryder uden svar',
};

/** The list that renews itself. */
export const listHtml = (mails: readonly Caught[]): string => {
  if (mails.length === 0) return '<p>Der er ingen mails endnu.</p>';
  const rows = mails.toReversed().map(({ id, at, to, raw }) => {
    const subject = escapeHtml(readMail(raw).subject);
    return `<tr><td>${danish.format(at)}</td><td>${escapeHtml(to.join(', '))}</td><td><a href="/mails/${id}">${subject}</a></td></tr>`;
  });
  return `<table><thead><tr><th scope="col">Kom</th><th scope="col">Til</th><th scope="col">Emne</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
};

export const listPage = (mails: readonly Caught[], fault: Fault): string =>
  page({
    title: 'Mails',
    lead: 'Hver mail, serveren sender i demoen, lander her og kommer ikke videre. Siden opdaterer sig selv.',
    body:
      `<div data-refresh="/list">${listHtml(mails)}</div>` +
      `<form method="post" action="/control"><fieldset><legend>Mailserveren</legend>${Object.entries(faults)
        .map(
          ([name, label]) =>
            `<p><label><input type="radio" name="fault" value="${name}"${name === fault ? ' checked' : ''}> ${label}</label></p>`,
        )
        .join('')}</fieldset><p><button>Gem</button></p></form>`,
  });

/** Shown as text, the HTML too: a simulator runs nothing of what it is sent. */
export const mailPage = ({ at, from, to, raw }: Caught): string => {
  const { headers, subject, parts } = readMail(raw);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return page({
    title: subject,
    lead: `Fra ${from} til ${to.join(', ')}, ${danish.format(at)}.`,
    body: [
      ...parts.map(
        ({ type, text }) => `<section><h2>${escapeHtml(type)}</h2><pre>${escapeHtml(text)}</pre></section>`,
      ),
      `<section><h2>Hoveder</h2><pre>${escapeHtml(lines.join('\n'))}</pre></section>`,
      '<p><a href="/">Alle mails</a></p>',
    ].join(''),
  });
};
