import type { MunicipalityLine, MunicipalityView } from '../../../shared/page-api.ts';
import type { ProblemField } from '../../../shared/problem.ts';
import { createPageApi } from '../../../widget/page/api.ts';
import type { PageContext } from '../../../widget/page/context.ts';
import { da } from '../../../widget/page/locales/da.ts';
import { en } from '../../../widget/page/locales/en.ts';
import { defineOnboarding } from '../../../widget/page/onboarding/define.ts';

defineOnboarding();

type Answer = { status: number; body: unknown };
type Sent = { route: string; body: unknown };
export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const refused = (code: string, status: number, fields?: ProblemField[]): Answer => ({
  status,
  body: { code, reference: 'R-5D81', ...(fields && { fields }) },
});

/** A municipality half way: no certificate for one of its two CVR numbers, one record system, two policies. */
export const municipality = (rest: Partial<MunicipalityView> = {}): MunicipalityView => ({
  id: 'eksempelby',
  name: 'Eksempelby Kommune',
  revision: 4,
  cvrs: [
    {
      cvr: '29189366',
      name: 'Eksempelby Kommune',
      main: true,
      certificate: { state: 'good', code: 'ok', days_left: 21 },
      test_call: { ok: false, code: 'not_authorized', at: '2026-11-20T09:00:00.000Z' },
      paused: 'not_authorized',
    },
    {
      cvr: '13748136',
      name: 'Eksempelby Hjemmepleje',
      main: false,
      certificate: { state: 'missing', code: 'credential_missing', days_left: null },
      test_call: null,
      paused: null,
    },
  ],
  policies: ['2026-01-01', '2099-01-01'].map((applies_from) => ({
    applies_from,
    default_days: 90,
    max_days: 90,
    reason_text: 'optional',
    acknowledgement: false,
    review_months: 12,
  })),
  limits: [{ applies_from: '2020-01-01', max_days: 90 }],
  reasons: ['violence', 'threat', 'harassment', 'fear'].map((code) => ({
    code,
    label: { da: `Dansk ${code}`, en: `English ${code}` },
    common: true,
  })),
  guidelines: { version: 2, text: { da: 'Slør, når der er fare.', en: 'Blur in danger.' }, url: null },
  earlier_guidelines: [
    { version: 1, text: { da: 'Før.', en: 'Before.' }, url: null, published_at: '2026-02-01T09:00:00.000Z' },
  ],
  record_systems: [
    {
      iss: 'https://journal.eksempelby.example',
      name: 'Journal',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'url', url: 'https://journal.eksempelby.example/jwks' },
      modes: ['handle'],
      origins: ['https://journal.eksempelby.example'],
      return_uris: [],
      cvrs: ['29189366'],
      roles: ['employee'],
      minimum_loa: 'Substantial',
      max_auth_age_seconds: 28_800,
      keys_checked: { ok: false, code: 'keys_unavailable', at: '2026-11-20T09:00:00.000Z' },
    },
  ],
  readiness: [
    { item: 'organisation', state: 'done', code: 'ok' },
    { item: 'certificate', state: 'missing', code: 'credential_missing', cvr: '13748136' },
    {
      item: 'test_call',
      state: 'missing',
      code: 'not_authorized',
      cvr: '29189366',
      at: '2026-11-20T09:00:00.000Z',
    },
    { item: 'administrator', state: 'done', code: 'ok' },
    { item: 'staff', state: 'missing', code: 'no_staff' },
    { item: 'record_system', state: 'attention', code: 'a_new_code' },
    { item: 'policy', state: 'done', code: 'ok' },
    { item: 'guidelines', state: 'done', code: 'ok' },
    { item: 'reasons', state: 'done', code: 'ok' },
  ],
  login: {
    metadata: 'https://sloering.example/saml/metadata',
    entity_id: 'https://sloering.example',
    roles: [
      {
        role: 'employee',
        uri: 'http://sloering.example/roles/usersystemrole/anmoder/1',
        level: 'Substantial',
      },
      { role: 'admin', uri: 'http://sloering.example/roles/usersystemrole/administrator/1', level: 'High' },
    ],
  },
  ...rest,
});

/** Municipalities in every condition, `count` of them. */
const municipalities = (count: number): MunicipalityLine[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `by-${i}`,
    name: `${i % 7 === 0 ? 'Meget-Langt-Navn-Uden-Mellemrum-' : ''}By ${i} Kommune`,
    cvr: '29189366',
    ready: i % 10,
    of: 9,
    delivery: { waiting: i % 3, parked: i % 5 === 0 ? 2 : 0, paused: i % 11 === 0 ? 1 : 0 },
  }));

/** A scripted server: `answer` queues one for a route; otherwise the municipality answers, and changes are taken. */
export const onboardingWorld = (locale: 'da' | 'en' = 'da', settings = municipality()) => {
  const sent: Sent[] = [];
  const said: string[] = [];
  const visited: string[] = [];
  const queues = new Map<string, Answer[]>();
  const base = `/page/municipalities/${settings.id}`;
  const usual = new Map<string, Answer>([
    [`GET ${base}`, ok(settings)],
    [`GET ${base}/changes`, ok({ changes: [] })],
    ['GET /page/municipalities', ok({ municipalities: municipalities(98) })],
    ['POST /page/municipalities', ok(settings, 201)],
  ]);
  const logins = { asked: 0, answer: true };
  const environment: PageContext['environment'] = {
    online: () => true,
    visible: () => true,
    newKey: () => 'key-0000000000000001',
    after: () => () => undefined,
    fetch: async (path, init) => {
      const route = `${init.method} ${path}`;
      sent.push({ route, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined });
      const found = queues.get(route)?.shift() ?? usual.get(route) ?? ok(settings);
      return new Response(JSON.stringify(found.body), { status: found.status });
    },
  };
  const page: PageContext = {
    api: createPageApi({ environment, onLoginRequired: () => undefined, onAlive: () => undefined }),
    session: {
      user: { name: 'Test Testesen' },
      organisation: { id: settings.id, name: settings.name, kind: 'municipality' },
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
        },
        ...{ readDepartments: true, proposeDepartments: true, importUnits: false },
        notices: true,
      },
      idle_seconds: 900,
      now: '2026-11-23T09:00:00.000Z',
      expires_at: '2026-11-23T17:00:00.000Z',
      fresh_seconds: 0,
    },
    t: locale === 'da' ? da : en,
    locale,
    environment,
    navigate: (path) => visited.push(path),
    announce: (text) => said.push(text),
    explain: ({ code }) => `explained ${code}`,
    freshLogin: async () => {
      logins.asked += 1;
      return logins.answer;
    },
  };
  return {
    page,
    sent,
    said,
    visited,
    usual,
    base,
    logins,
    answer: (route: string, ...answers: Answer[]) =>
      queues.set(route, [...(queues.get(route) ?? []), ...answers]),
    of: (route: string) => sent.filter((one) => one.route === route).map(({ body }) => body),
  };
};
export type OnboardingWorld = ReturnType<typeof onboardingWorld>;
