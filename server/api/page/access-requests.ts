import { Hono } from 'hono';
import { AccessRequest, type AccessReport, type TimelineEntry } from '../../../shared/cases-api.ts';
import type { Instant } from '../../domain/ids.ts';
import { inForceSince } from '../../domain/status.ts';
import { nameOfUnit } from '../../domain/units.ts';
import { appError } from '../../errors.ts';
import type { CaseRow, TenantSettings } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { referenceOf } from '../view.ts';
import { timelineOf } from './case-file.ts';
import { typedCpr } from './case-filter.ts';
import { birthDate } from './case-view.ts';
import type { PageEnv } from './context.ts';
import { lookerOf } from './looker.ts';

const bodyLimit = 1_024;
const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null | undefined): string | null => (at ? iso(at) : null);

type Named = Pick<TenantSettings, 'units' | 'reasons'>;
type Registration = AccessReport['registrations'][number];

const registration = (row: CaseRow, { units, reasons }: Named, staff: boolean): Registration => {
  const { blurring, deliveries } = row;
  const { decided, ended, unit, reason } = blurring;
  const label = reasons.find(({ code }) => code === reason)?.label ?? { da: reason, en: reason };
  return {
    reference: referenceOf(blurring.id),
    registered_at: iso(blurring.registeredAt),
    registered_by: staff ? row.registeredByName : null,
    // A small unit can be one person.
    unit: staff && unit !== null ? (nameOfUnit(units, unit) ?? unit) : null,
    reason: { category: reason, label },
    text: row.text,
    cvrs: [...blurring.cvrs],
    ends_at: iso(blurring.endsAt),
    in_force_since: isoOrNull(inForceSince(blurring, deliveries)),
    decision: blurring.decision,
    decided_at: isoOrNull(decided?.at),
    decided_by: staff ? row.decidedByName : null,
    ended: ended && { at: iso(ended.at), cause: ended.cause },
  };
};

const withoutStaff = (entry: TimelineEntry): TimelineEntry => ({ ...entry, by: null });

/**
 * `POST /page/access-requests`: everything about one citizen, for the answer to their request (GDPR article 15; product rule 12). The version
 * without staff leaves out who: the blurring protects them from this very citizen. Texts are given as written, so a person reads them first.
 */
export const accessRequests = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.post('/', async (c) => {
    const { tenant: id, actor, session, name } = c.get('visitor');
    const tenant = deps.store.forTenant(id);
    const asked = await readBody(c, AccessRequest, bodyLimit);
    const citizen = await tenant.citizenRef(typedCpr(asked.cpr));
    const { settings, now } = await lookerOf(deps, c);
    const staff = asked.version === 'complete';
    await tenant.cases.recordReading({
      ...{ action: 'access_request_answered', citizen, subject: null, at: now },
      ...{ by: { actor, session, name }, detail: { version: asked.version } },
    });
    const history = await tenant.cases.history(citizen, { withText: true });
    if (!history) throw appError('not_found');
    const log = await tenant.cases.auditOf(citizen);
    const timeline = timelineOf(history);
    const answer: AccessReport = {
      municipality: settings.name,
      made_at: iso(now),
      version: asked.version,
      citizen: {
        cpr: `${history.cpr.slice(0, 6)}-${history.cpr.slice(6)}`,
        ...{ birth_date: birthDate(history.cpr), initials: history.initials },
      },
      registrations: history.registrations.map((row) => registration(row, settings, staff)),
      timeline: staff ? timeline : timeline.map(withoutStaff),
      log: log.map(({ at, action, by }) => ({ at: iso(at), action, by: staff ? by : null })),
    };
    return c.json(answer);
  });
  return app;
};
