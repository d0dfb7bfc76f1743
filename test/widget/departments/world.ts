import {
  orgStatuses,
  type DepartmentLine,
  type DepartmentList,
  type DepartmentView,
  type ImportResult,
  type UnitList,
} from '../../../shared/departments.ts';
import { createPageApi } from '../../../widget/page/api.ts';
import type { PageContext } from '../../../widget/page/context.ts';
import { defineDepartments } from '../../../widget/page/departments/define.ts';
import { da } from '../../../widget/page/locales/da.ts';
import { en } from '../../../widget/page/locales/en.ts';
import { createWorld, ok } from '../support/world.ts';

defineDepartments();

export const line = (change: Partial<DepartmentLine> = {}): DepartmentLine => ({
  ...{ id: 'd1', revision: 1, cvr: '29190623', classification: 'SOR', code: '99000310000169' },
  ...{ name: 'Hjemmeplejen Nord', status: 'proposed', since: '2026-11-23T09:42:00.000Z' },
  ...{ proposed_at: '2026-11-23T09:42:00.000Z', proposed_by: 'Anna Holm', own: false },
  ...{ review: 'none', review_on: null },
  ...change,
});

export const view = (change: Partial<DepartmentView> = {}): DepartmentView => ({
  ...line(change),
  ...{ documentation: 'To trusler i oktober.\nPolitiet har en sag.', note: null },
  ...{ decided_at: null, decided_by: null, removed_at: null, removed_by: null },
  ...{ delivery_code: null, review_proposal: '2027-11-23' },
  history: [
    { at: '2026-11-23T09:42:00.000Z', action: 'org_blurring_proposed', by: 'Anna Holm', outcome: 'success' },
    {
      at: '2026-11-23T09:43:00.000Z',
      action: 'org_blurring_registered',
      by: 'Anna Holm',
      outcome: 'refused',
    },
  ],
  ...change,
});

export const registered = (change: Partial<DepartmentView> = {}): DepartmentView =>
  view({
    ...{ status: 'in_force', revision: 2, decided_at: '2026-11-23T10:00:00.000Z', decided_by: 'Bo Bang' },
    ...{ review: 'later', review_on: '2027-11-23' },
    ...change,
  });

const long = 'Socialpsykiatriskbotilbudmedaftenvagtognattevagtudenmellemrum afsnit Lindehuset ';
export const list = (departments: DepartmentLine[], more: Partial<DepartmentList> = {}): DepartmentList => ({
  departments,
  comparisons: [],
  cvrs: [
    { cvr: '29190623', name: 'Eksempelby Kommune' },
    { cvr: '29189366', name: 'Eksempelby Hjemmepleje ApS' },
  ],
  review_months: 12,
  ...more,
});

/** One of every status, with a long name, and what the register was found to hold. */
const everything = (): DepartmentList =>
  list(
    orgStatuses.map((status, index) =>
      line({
        ...{ id: `d${index}`, status, name: index % 3 === 0 ? long.repeat(2) : `Enhed ${index}` },
        ...(index % 4 === 0 && { review: 'due', review_on: '2026-11-01' }),
      }),
    ),
    {
      comparisons: [
        {
          ...{ cvr: '29190623', at: '2026-11-23T01:00:00.000Z', code: 'ok' },
          differences: [
            { kind: 'missing', classification: 'SOR', code: '99000310000169', name: 'Hjemmeplejen Nord' },
            { kind: 'foreign', classification: 'SHAK', code: '1301', name: null },
          ],
        },
        { cvr: '29189366', at: '2026-11-23T01:00:00.000Z', code: 'network_timeout', differences: [] },
      ],
    },
  );

export const units: UnitList = {
  units: [
    {
      ...{ classification: 'SOR', code: '99000310000169', name: 'Hjemmeplejen Nord' },
      ...{ parent: 'Eksempelby Hjemmepleje', owner: 'Eksempelby Kommune' },
    },
    { classification: 'SHAK', code: '990101A', name: 'Hjemmeplejen Syd', parent: null, owner: null },
  ],
  more: false,
};

const imported: ImportResult = {
  ...{ rows: 205, taken: 3, changed: 2, closed: 0, too_many_to_close: 40, bad: 202 },
  faults: [
    { line: 3, fault: 'check_digit' },
    { line: 9, fault: 'duplicate' },
  ],
};

/** A scripted server over the page's own API, with a clock that stands still. */
export const departmentWorld = (
  locale: 'da' | 'en' = 'da',
  may: Partial<PageContext['session']['permissions']> = {},
) => {
  const world = createWorld();
  const said: string[] = [];
  const visited: string[] = [];
  const logins = { asked: 0, answer: true };
  world.usual.set('GET /page/departments', ok(everything()));
  world.usual.set('GET /page/departments/d1', ok(view()));
  world.usual.set('GET /page/units', ok(units));
  world.usual.set(
    'GET /page/units/status',
    ok({ open: 17, closed: 1, last_import: '2026-11-23T09:00:00.000Z' }),
  );
  world.usual.set('POST /page/units/import', ok(imported));
  const { environment } = world;
  const own: PageContext['environment'] = {
    ...environment,
    fetch: (url, init) => environment.fetch(new URL(url, location.origin).href, init),
  };
  const others = {
    readCases: true,
    decide: true,
    extract: true,
    answerAccess: true,
    readAudit: true,
    retain: true,
    readFigures: true,
    notices: true,
  };
  const none = { register: false, readOwn: false, configure: false, onboard: false, endSessions: false };
  const page: PageContext = {
    api: createPageApi({ environment: own, onLoginRequired: () => undefined, onAlive: () => undefined }),
    session: {
      user: { name: 'Bo Bang' },
      organisation: { id: 'eksempelby', name: 'Eksempelby Kommune', kind: 'municipality' },
      others: [],
      roles: ['admin'],
      permissions: {
        ...none,
        ...others,
        readDepartments: true,
        proposeDepartments: true,
        importUnits: false,
        ...may,
      },
      idle_seconds: 900,
      now: '2026-11-23T09:00:00.000Z',
      expires_at: '2026-11-23T17:00:00.000Z',
      fresh_seconds: 0,
    },
    t: locale === 'da' ? da : en,
    locale,
    environment: own,
    navigate: (path) => visited.push(path),
    announce: (text) => said.push(text),
    explain: ({ code }) => `explained ${code}`,
    freshLogin: async () => {
      logins.asked += 1;
      return logins.answer;
    },
  };
  return { ...world, page, said, visited, logins };
};
export type DepartmentWorld = ReturnType<typeof departmentWorld>;
