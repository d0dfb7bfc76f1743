import type { AccessReport, CaseFile, CaseLine, CasePage, CaseSummary } from '../../../shared/cases-api.ts';
import type { PageSession } from '../../../shared/page-api.ts';
import { defineCasework } from '../../../widget/page/casework/define.ts';
import { createPageApi } from '../../../widget/page/api.ts';
import type { PageContext } from '../../../widget/page/context.ts';
import { da } from '../../../widget/page/locales/da.ts';
import { en } from '../../../widget/page/locales/en.ts';
import type { View } from '../../../widget/page/view.ts';
import { inForce } from '../support/answers.ts';
import { createWorld, ok, settled, type Answer } from '../support/world.ts';

if (!customElements.get('sloering-inbox')) defineCasework();

export const line = (change: Partial<CaseLine> = {}): CaseLine => ({
  ...inForce({ id: 'b1', reason: { category: 'threat', text: 'Truede på vej ud.' } }),
  citizen: { birth_date: '1948-12-25', initials: 'A.T.' },
  revision: 0,
  unit: 'Hjemmepleje Nord',
  decided: null,
  own: false,
  overdue: false,
  ...change,
});
export const lines = (count: number, change: Partial<CaseLine> = {}): CaseLine[] =>
  Array.from({ length: count }, (_, at) => line({ id: `b${at + 1}`, reference: `S-${at + 1}`, ...change }));

export const summary: CaseSummary = {
  now: '2026-11-23T09:42:00.000Z',
  pending: 3,
  overdue: 1,
  ends_within: [
    { days: 7, count: 1 },
    { days: 14, count: 2 },
    { days: 30, count: 1000 },
  ],
  expired_unseen: 1,
  at_most: 1000,
  units: [{ id: 'u1', name: 'Hjemmepleje Nord' }],
  reasons: [
    { code: 'threat', label: { da: 'Trusler', en: 'Threats' } },
    { code: 'violence', label: { da: 'Vold', en: 'Violence' } },
  ],
  policy: { default_days: 90, max_days: 90 },
};

export const file = (registrations: CaseLine[] = lines(2)): CaseFile => ({
  citizen: { cpr: '251248-9996', birth_date: '1948-12-25', initials: 'A.T.' },
  registrations,
  elsewhere: 1,
  timeline: [
    {
      at: '2026-11-16T09:41:00.000Z',
      kind: 'registered',
      reference: 'S-1',
      by: 'Anne Afprøver',
      note: 'Truede.',
      ends_at: '2027-02-14T22:59:59.000Z',
      cvr: null,
    },
    {
      at: '2026-11-16T09:41:03.000Z',
      kind: 'delivered',
      reference: null,
      by: null,
      note: null,
      ends_at: null,
      cvr: '29190623',
    },
    {
      at: '2026-11-17T09:41:00.000Z',
      kind: 'confirmed',
      reference: 'S-1',
      by: 'Lise Leder',
      note: null,
      ends_at: null,
      cvr: null,
    },
  ],
});

const report: AccessReport = {
  municipality: 'Eksempelby Kommune',
  made_at: '2026-11-23T09:42:00.000Z',
  version: 'complete',
  citizen: { cpr: '251248-9996', birth_date: '1948-12-25', initials: null },
  registrations: [
    {
      reference: 'S-1',
      registered_at: '2026-11-16T09:41:00.000Z',
      registered_by: 'Anne Afprøver',
      unit: null,
      reason: { category: 'threat', label: { da: 'Trusler', en: 'Threats' } },
      text: 'Truede.',
      cvrs: ['29190623'],
      ends_at: '2027-02-14T22:59:59.000Z',
      in_force_since: '2026-11-16T09:41:03.000Z',
      decision: 'pending',
      decided_at: null,
      decided_by: null,
      ended: null,
    },
  ],
  timeline: file().timeline,
  log: [{ at: '2026-11-16T09:41:00.000Z', action: 'blurring_registered', by: 'Anne Afprøver' }],
};

export const page = (cases: CaseLine[], after: CasePage['after'] = null): Answer => ok({ cases, after });

/** Casework over a scripted server, with a clock that the test moves. */
export const caseworkWorld = (
  locale: 'da' | 'en' = 'da',
  permissions: Partial<PageSession['permissions']> = {},
) => {
  const world = createWorld();
  const { usual } = world;
  usual.set('GET /page/cases/summary', ok(summary));
  usual.set('GET /page/views', ok({ views: [] }));
  usual.set('POST /page/cases/search', page(lines(3)));
  usual.set('POST /page/cases/count', ok({ count: 3, more: false }));
  usual.set('POST /page/cases/open', ok(file()));
  usual.set('POST /page/access-requests', ok(report));
  const said: string[] = [];
  const visited: string[] = [];
  const environment: PageContext['environment'] = {
    ...world.environment,
    fetch: (path, init) => world.environment.fetch(new URL(path, location.origin).href, init),
  };
  const t = locale === 'en' ? en : da;
  const context: PageContext = {
    api: createPageApi({ environment, onLoginRequired: () => undefined, onAlive: () => undefined }),
    session: {
      user: { name: 'Lise Leder' },
      organisation: { id: 'eksempelby', name: 'Eksempelby Kommune', kind: 'municipality' },
      others: [],
      roles: ['admin'],
      permissions: {
        ...{ register: true, readOwn: true, configure: true, onboard: false, endSessions: true },
        ...{
          readCases: true,
          decide: true,
          extract: true,
          answerAccess: true,
          readAudit: true,
          retain: true,
          readFigures: true,
          notices: true,
        },
        ...{ readDepartments: true, proposeDepartments: true, importUnits: false },
        ...permissions,
      },
      idle_seconds: 900,
      now: '2026-11-23T17:00:00.000Z',
      expires_at: '2026-11-24T01:00:00.000Z',
      fresh_seconds: 0,
    },
    ...{ t, locale, environment },
    navigate: (path) => visited.push(path),
    announce: (text) => said.push(text),
    explain: ({ code }) => `explained ${code}`,
    freshLogin: () => Promise.resolve(true),
  };
  const show = async (tag: string, attributes: Record<string, string> = {}): Promise<View> => {
    const element = Object.assign(document.createElement(tag), { page: context }) as View;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    const main = document.createElement('main');
    main.append(element);
    document.body.append(main);
    await quiet(element);
    return element;
  };
  const bodies = (route: string): unknown[] =>
    world.sent.filter((one) => one.route === route).map(({ body }) => body);
  return { ...world, context, said, visited, show, bodies };
};

/** Rounds until everything answered is on the screen. */
export const quiet = async (element: View): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await settled(element);
};
