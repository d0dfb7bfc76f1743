import { Hono } from 'hono';
import {
  ExportAuditRequest,
  FindActorsRequest,
  SearchAuditRequest,
  type AuditFilter,
  type AuditPage,
  type AuditVerification,
  type FoundActors,
} from '../../../shared/audit-api.ts';
import { actorId, instant, type CitizenRef } from '../../domain/ids.ts';
import { startOfDay } from '../../domain/period.ts';
import { AppError, appError } from '../../errors.ts';
import { auditEventOf, endOfEvents } from '../../reports/audit-event.ts';
import type { AuditSearch, Reading, TenantStore } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { dayAfter, typedCpr } from './case-filter.ts';
import { birthDate } from './case-view.ts';
import type { PageContext, PageEnv } from './context.ts';

const bodyLimit = 2_048;
const pageSize = 50;
const mostPeople = 20;

const readSearch = async (tenant: TenantStore, asked: AuditFilter): Promise<AuditSearch> => {
  if (asked.from > asked.to)
    throw new AppError({ code: 'filter_contradictory' }, [
      { pointer: '/filter/to', code: 'filter_contradictory' },
    ]);
  const { action, outcome } = asked;
  return {
    ...{ from: startOfDay(asked.from), to: dayAfter(asked.to) },
    ...(action && { action }),
    ...(outcome && { outcome }),
    ...(asked.actor && { actors: await tenant.cases.identitiesOf(actorId(asked.actor)) }),
    ...(asked.cpr && { citizen: await tenant.citizenRef(typedCpr(asked.cpr)) }),
  };
};

/** `/page/audit`: search, verify, take out. Looking into the log is itself in the log. */
export const auditLog = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now } = deps;
  const tenantOf = (c: PageContext): TenantStore => store.forTenant(c.get('visitor').tenant);

  const record = (
    c: PageContext,
    action: Reading['action'],
    citizen: CitizenRef | null,
    detail: Reading['detail'],
  ): Promise<void> => {
    const { actor, session, name } = c.get('visitor');
    const by = { actor, session, name };
    return tenantOf(c).cases.recordReading({ action, by, citizen, subject: null, at: now(), detail });
  };
  /** What was asked by, never what for. */
  const kinds = (filter: AuditFilter): string => Object.keys(filter).sort().join(' ');

  app.post('/search', async (c) => {
    const tenant = tenantOf(c);
    const { filter, after } = await readBody(c, SearchAuditRequest, bodyLimit);
    const search = await readSearch(tenant, filter);
    // Every page: where it begins is the caller's word, and who began at a place of their own would otherwise read unseen.
    await record(c, 'audit_searched', search.citizen ?? null, { filter: kinds(filter) });
    const from = after && { at: instant(Date.parse(after.at)), sequence: after.sequence };
    const found = await tenant.audit.search(search, from, pageSize + 1);
    const shown = found.slice(0, pageSize);
    const born = await tenant.cases.birthNumbers(shown.flatMap(({ citizen }) => citizen ?? []));
    const last = shown.at(-1);
    const answer: AuditPage = {
      entries: shown.map(({ hash: _, actor: __, citizen, at, ...entry }) => {
        const number = citizen === null ? undefined : born.get(citizen);
        return {
          ...entry,
          at: new Date(at).toISOString(),
          citizen: number === undefined ? null : birthDate(number),
        };
      }),
      after:
        found.length > shown.length && last
          ? { at: new Date(last.at).toISOString(), sequence: last.sequence }
          : null,
    };
    return c.json(answer);
  });

  app.post('/people', async (c) => {
    const { name } = await readBody(c, FindActorsRequest, bodyLimit);
    return c.json({ people: await tenantOf(c).audit.findActors(name, mostPeople) } satisfies FoundActors);
  });

  app.post('/verify', async (c) => {
    deps.changes(c.get('visitor').actor, now());
    const found = await tenantOf(c).verifyAudit();
    await record(c, 'audit_verified', null, { entries: found.entries, broken: found.broken });
    return c.json({ ...found, at: new Date(now()).toISOString() } satisfies AuditVerification);
  });

  app.post('/export', async (c) => {
    deps.changes(c.get('visitor').actor, now());
    const tenant = tenantOf(c);
    const { filter, with_names: withNames } = await readBody(c, ExportAuditRequest, bodyLimit);
    const search = await readSearch(tenant, filter);
    const settings = await tenant.loadSettings();
    const main = settings?.cvrs.find((one) => one.main);
    if (!settings || !main) throw appError('not_found');
    await record(c, 'audit_exported', search.citizen ?? null, {
      ...{ filter: kinds(filter), with_names: Number(withNames) },
    });
    const options = { cvr: main.cvr, municipality: settings.name, withNames };
    const pages = tenant.audit.all(search)[Symbol.asyncIterator]();
    const encoder = new TextEncoder();
    const lines = (all: readonly object[]): Uint8Array =>
      encoder.encode(all.map((one) => `${JSON.stringify(one)}\n`).join(''));
    let count = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await pages.next();
        if (next.done) {
          controller.enqueue(lines([endOfEvents(count)]));
          controller.close();
          return;
        }
        count += next.value.length;
        controller.enqueue(lines(next.value.map((entry) => auditEventOf(entry, options))));
      },
      cancel: () => void pages.return?.(),
    });
    return c.body(stream, 200, {
      'Content-Type': 'application/fhir+ndjson',
      'Content-Disposition': `attachment; filename="audit-${filter.from}-${filter.to}.ndjson"`,
    });
  });

  return app;
};
