import { html, nothing } from 'lit';
import type { CaseFile, CaseLine } from '../../../shared/cases-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import { reasonName, statusName, type Words } from './cells.ts';
import { caseworkTexts } from './pick.ts';

/** What can be printed of a registration: a receipt for the record, a decision for the personnel file. */
export type Paper = 'receipt' | 'letter';

/** A receipt names nobody but staff: it goes into a record where the citizen's number already is, and must not spread it. */
const receipt = (line: CaseLine, words: Words): unknown => {
  const { receipt: t, decisions } = caseworkTexts(words.locale);
  const at = (text: string): string => `${shortDate(text, words.locale)} ${clockTime(text, words.locale)}`;
  const rows: [string, string][] = [
    [t.lines.reference, line.reference],
    [t.lines.registered, at(line.registered_at)],
    [t.lines.by, line.registered_by],
    ...(line.unit === null ? [] : [[t.lines.unit, line.unit] as [string, string]]),
    [t.lines.until, shortDate(line.ended?.at ?? line.ends_at, words.locale)],
    [t.lines.status, statusName(line, words)],
    [t.lines.decision, decisions[line.decision]],
  ];
  return html`<h1>${t.title}</h1>
    <p>${t.lead}</p>
    <dl>
      ${rows.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    <p>${t.without}</p>`;
};

/** The decision about what an employee registered, for their file at the employer. It says nothing of the citizen either. */
const letter = (line: CaseLine, file: CaseFile, words: Words): unknown => {
  const { letter: t, decisions } = caseworkTexts(words.locale);
  const note = file.timeline.find(
    ({ kind, reference }) => kind === line.decision && reference === line.reference,
  )?.note;
  const { decided } = line;
  return html`<h1>${t.title}</h1>
    <p>${fill(t.lead, line.registered_by)}</p>
    <p>
      ${line.reference}, ${shortDate(line.registered_at, words.locale)}:
      ${reasonName(line.reason.category, words)}.
    </p>
    ${
      decided
        ? html`<p>
            <strong
              >${fill(
                fill(fill(t.decided, decisions[line.decision]), shortDate(decided.at, words.locale)),
                decided.by ?? '',
              )}</strong
            >
          </p>`
        : nothing
    }
    ${
      note
        ? html`<h2>${t.note}</h2>
            <p class="case-text">${note}</p>`
        : nothing
    }
    <p>${t.covers}</p>
    <p>${t.appeal}</p>
    <p class="case-signature">${t.signature}</p>`;
};

/** A page to print, with the municipality on top. */
export const paper = (
  which: Paper,
  line: CaseLine,
  file: CaseFile,
  words: Words,
  municipality: string,
): unknown =>
  html`<p class="case-letterhead">${municipality}</p>
    ${which === 'receipt' ? receipt(line, words) : letter(line, file, words)}`;
