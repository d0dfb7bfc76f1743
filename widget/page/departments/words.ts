import { html, type TemplateResult } from 'lit';
import type { OrgStatus } from '../../../shared/departments.ts';
import { put } from '../onboarding/lines.ts';
import { departmentsDa } from './texts.da.ts';
import { departmentsEn } from './texts.en.ts';
import type { DepartmentTexts } from './texts.ts';

export const textsFor = (locale: 'da' | 'en'): DepartmentTexts =>
  locale === 'en' ? departmentsEn : departmentsDa;

const zone = 'Europe/Copenhagen';

/** An instant as a date and time in Denmark. */
export const moment = (iso: string, locale: 'da' | 'en'): string =>
  new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(iso));

/** A calendar day (`YYYY-MM-DD`) as people write it. */
export const day = (date: string, locale: 'da' | 'en'): string =>
  new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));

/** What a register's code means; one nobody wrote a text for is told as it is. */
export const reasonOf = (t: DepartmentTexts, code: string): string =>
  (Object.hasOwn(t.codes, code) ? t.codes[code] : undefined) ?? put(t.unknownCode, code);

const marks: Record<OrgStatus, readonly [mark: string, state: 'done' | 'attention' | 'missing' | 'over']> = {
  proposed: ['?', 'attention'],
  rejected: ['–', 'over'],
  withdrawn: ['–', 'over'],
  registered: ['…', 'attention'],
  on_its_way: ['…', 'attention'],
  delayed: ['!', 'missing'],
  needs_attention: ['!', 'missing'],
  in_force: ['✓', 'done'],
  removing: ['…', 'attention'],
  removal_delayed: ['!', 'missing'],
  removal_needs_attention: ['!', 'missing'],
  ended: ['–', 'over'],
};

/** Whether nothing more can happen to it. */
export const isOver = (status: OrgStatus): boolean => marks[status][1] === 'over';

/** Status as a sign and in words; colour alone says nothing. */
export const statusBadge = (status: OrgStatus, t: DepartmentTexts): TemplateResult => {
  const [mark, state] = marks[status];
  return html`<span class="onboarding-state" data-state=${state}
    ><span class="onboarding-mark" aria-hidden="true">${mark}</span> ${t.statuses[status]}</span
  >`;
};

const waits: readonly OrgStatus[] = [
  'delayed',
  'needs_attention',
  'removal_delayed',
  'removal_needs_attention',
];

/** Whether the register's answer is awaited and nothing is wrong yet. */
export const isUnderWay = (status: OrgStatus): boolean =>
  status === 'registered' || status === 'on_its_way' || status === 'removing';

/** The time beside a status, in words that say what it is the time of. */
export const sinceWords = (
  { status, since }: { status: OrgStatus; since: string | null },
  t: DepartmentTexts,
  locale: 'da' | 'en',
): string => {
  if (since === null) return '';
  const time = moment(since, locale);
  if (status === 'in_force') return put(t.since.in_force, time);
  return waits.includes(status) ? put(t.since.waiting, time) : time;
};

/** What a department blurring covers and what it does not, where people decide. */
export const covers = (t: DepartmentTexts): TemplateResult =>
  html`<div class="department-covers">
    <h3>${t.covers.title}</h3>
    <ul>
      ${t.covers.does.map((text) => html`<li>${text}</li>`)}
    </ul>
    <h3>${t.covers.titleNot}</h3>
    <ul>
      ${t.covers.doesNot.map((text) => html`<li>${text}</li>`)}
    </ul>
  </div>`;
