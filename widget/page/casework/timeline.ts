import { html, nothing } from 'lit';
import type { TimelineEntry } from '../../../shared/cases-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import type { CaseworkTexts } from './texts.ts';

/** Everything that happened, oldest first: what, when, by whom and why. */
export const timeline = (
  entries: readonly TimelineEntry[],
  { file: t }: CaseworkTexts,
  locale: 'da' | 'en',
): unknown =>
  html`<ol class="case-timeline no-max-width">
    ${entries.map(({ at, kind, reference, by, note, ends_at, cvr }) => {
      const about = [reference, cvr === null ? null : `CVR ${cvr}`].filter((one) => one !== null);
      const until = kind === 'renewed' ? t.newEnd : t.ends;
      return html`<li class="case-${kind}">
        <time datetime=${at}>${shortDate(at, locale)} ${clockTime(at, locale)}</time>
        <span>
          <strong>${t.kinds[kind]}</strong>${by === null ? nothing : ` ${fill(t.by, by)}`}${
            about.length === 0 ? nothing : `, ${about.join(', ')}`
          }${ends_at === null ? nothing : `, ${fill(until, shortDate(ends_at, locale))}`}
          ${note === null ? nothing : html`<span class="case-text">${fill(t.note, note)}</span>`}
        </span>
      </li>`;
    })}
  </ol>`;
