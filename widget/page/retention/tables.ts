import { html } from 'lit';
import type { RetentionCounts, RetentionView } from '../../../shared/retention-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { fill } from '../../locales/fill.ts';
import { born } from '../casework/cells.ts';
import type { RetentionTexts } from './texts.ts';

/** Kinds of what is removed, in the order people read them. */
export const kinds = ['texts', 'registrations', 'citizens', 'audit'] as const;

type Words = { t: RetentionTexts; locale: 'da' | 'en' };

/** What would go now, and why. */
export const dueTable = ({ preview, cutoffs }: RetentionView, { t, locale }: Words): unknown => {
  const before = (kind: keyof RetentionCounts): string => {
    const of = kind === 'citizens' ? 'registrations' : kind;
    return fill(t.before[of], shortDate(`${cutoffs[of]}T12:00:00Z`, locale));
  };
  return html`<table class="table table-md-responsive-headers case-table">
    <thead>
      <tr>
        ${Object.values(t.columns).map((one) => html`<th scope="col">${one}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${kinds.map(
        (kind) =>
          html`<tr>
            <td data-title=${t.columns.kind}>${t.kinds[kind]}</td>
            <td data-title=${t.columns.before}>${before(kind)}</td>
            <td data-title=${t.columns.count}>${preview[kind]}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};

/** Who is on hold, each with the way to lift it. */
export const holdsTable = (
  holds: RetentionView['holds'],
  { t, locale }: Words,
  working: boolean,
  lift: (id: string) => void,
): unknown => {
  const { holdColumns: columns } = t;
  return html`<table class="table table-md-responsive-headers case-table">
    <thead>
      <tr>
        ${Object.values(columns).map((one) => html`<th scope="col">${one}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${holds.map((one) => {
        const citizen = fill(t.born, born(one.birth_date, locale));
        return html`<tr>
          <td data-title=${columns.citizen}>${citizen}</td>
          <td data-title=${columns.since}>${shortDate(one.since, locale)}</td>
          <td data-title=${columns.by}>${one.by ?? ''}</td>
          <td data-title=${columns.reason}>${one.reason}</td>
          <td data-title=${columns.act}>
            <button
              class="button button-secondary"
              aria-label="${t.lift}: ${citizen}"
              ?disabled=${working}
              @click=${() => lift(one.id)}
            >
              ${t.lift}
            </button>
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
};

/** What has gone, run by run. */
export const receiptsTable = (runs: RetentionView['runs'], { t, locale }: Words): unknown => {
  const { receiptColumns: columns } = t;
  return html`<table class="table table-md-responsive-headers case-table">
    <thead>
      <tr>
        <th scope="col">${columns.at}</th>
        <th scope="col">${columns.by}</th>
        ${kinds.map((kind) => html`<th scope="col">${t.kinds[kind]}</th>`)}
        <th scope="col">${columns.state}</th>
      </tr>
    </thead>
    <tbody>
      ${runs.map(
        (one) =>
          html`<tr>
            <td data-title=${columns.at}>
              ${shortDate(one.started_at, locale)} ${clockTime(one.started_at, locale)}
            </td>
            <td data-title=${columns.by}>${one.by ?? t.nightly}</td>
            ${kinds.map((kind) => html`<td data-title=${t.kinds[kind]}>${one.counts[kind]}</td>`)}
            <td data-title=${columns.state}>${one.finished_at === null ? t.broken : t.whole}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};
