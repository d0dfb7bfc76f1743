import type { Handler } from 'hono';
import { OpenCaseRequest, type CaseFile, type TimelineEntry } from '../../../shared/cases-api.ts';
import { isWithin } from '../../domain/casework.ts';
import { blurringId, type CitizenRef, type Instant } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import type { CaseChange, CaseDelivery, CaseHistory } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { referenceOf } from '../view.ts';
import { typedCpr } from './case-filter.ts';
import { birthDate, toLine } from './case-view.ts';
import type { PageEnv } from './context.ts';
import { lookerOf } from './looker.ts';

const bodyLimit = 1_024;
const iso = (at: Instant): string => new Date(at).toISOString();
const nothing = { by: null, note: null, ends_at: null, cvr: null };

const changed = (change: CaseChange): TimelineEntry => ({
  ...nothing,
  at: iso(change.at),
  kind: change.type,
  reference: referenceOf(change.blurring),
  by: change.byName,
  note: change.note,
  ends_at: change.endsAt === null ? null : iso(change.endsAt),
});

/** Only an answer that was recognised is a delivery; whatever else came of a call is "not delivered", never "failed". */
const delivered = ({ cvr, outcome, startedAt, finishedAt }: CaseDelivery): TimelineEntry[] =>
  outcome === 'nothing_to_send'
    ? []
    : [
        {
          ...nothing,
          at: iso(finishedAt ?? startedAt),
          kind: outcome === 'delivered' ? 'delivered' : 'not_delivered',
          reference: null,
          cvr,
        },
      ];

/** All registrations, changes and deliveries on one line, oldest first. */
export const timelineOf = ({ registrations, changes, deliveries }: CaseHistory): TimelineEntry[] => {
  const registered = registrations.map(({ blurring, registeredByName, text }): TimelineEntry => ({
    ...nothing,
    at: iso(blurring.registeredAt),
    kind: 'registered',
    reference: referenceOf(blurring.id),
    by: registeredByName,
    note: text,
    ends_at: iso(blurring.endsAt),
  }));
  return [...registered, ...changes.map(changed), ...deliveries.flatMap(delivered)].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  );
};

/** Leaves what the person does not see out, and says how much that is. */
const seenBy = (
  history: CaseHistory,
  reads: ReadonlySet<string> | null,
): { history: CaseHistory; elsewhere: number } => {
  const registrations = history.registrations.filter(({ blurring }) => isWithin(reads, blurring));
  const ids = new Set(registrations.map(({ blurring }) => blurring.id));
  const changes = history.changes.filter(({ blurring }) => ids.has(blurring));
  return {
    history: { ...history, registrations, changes },
    elsewhere: history.registrations.length - registrations.length,
  };
};

/** `POST /page/cases/open`: one citizen's file. That it was opened is on record before anything is shown. */
export const openCase =
  (deps: AppDeps): Handler<PageEnv> =>
  async (c) => {
    const { tenant: id, actor, session, name, reads } = c.get('visitor');
    const tenant = deps.store.forTenant(id);
    const asked = await readBody(c, OpenCaseRequest, bodyLimit);
    const citizenAsked = async (): Promise<CitizenRef> => {
      if ('cpr' in asked) return tenant.citizenRef(typedCpr(asked.cpr));
      const [row] = await tenant.cases.find([blurringId(asked.id)], false);
      if (!row || !isWithin(reads, row.blurring)) throw appError('not_found');
      return row.blurring.citizen;
    };
    const citizen = await citizenAsked();
    const looker = await lookerOf(deps, c);
    await tenant.cases.recordReading({
      ...{ action: 'citizen_opened', citizen, at: looker.now, detail: {} },
      ...{ by: { actor, session, name }, subject: 'id' in asked ? asked.id : null },
    });
    const found = await tenant.cases.history(citizen, { withText: true });
    const seen = found && seenBy(found, reads);
    if (!seen || seen.history.registrations.length === 0) throw appError('not_found');
    const { history, elsewhere } = seen;
    const answer: CaseFile = {
      citizen: {
        cpr: `${history.cpr.slice(0, 6)}-${history.cpr.slice(6)}`,
        ...{ birth_date: birthDate(history.cpr), initials: history.initials },
      },
      registrations: history.registrations.map((row) => toLine(row, looker)),
      elsewhere,
      timeline: timelineOf(history),
    };
    return c.json(answer);
  };
