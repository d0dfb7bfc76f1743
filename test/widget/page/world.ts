import type { PagePermissions, PageSession } from '../../../shared/page-api.ts';
import { SloeringPage } from '../../../widget/page/app.ts';
import { OpenLoginsView } from '../../../widget/page/views/open-logins.ts';
import { OwnRegistrationsView } from '../../../widget/page/views/own-registrations.ts';
import { NoticesPage } from '../../../widget/page/notices/notices.ts';
import { RegisterView } from '../../../widget/page/views/register.ts';
import { defineSloering } from '../../../widget/index.ts';
import { createWorld, ok, refused, settled } from '../support/world.ts';

if (!customElements.get('sloering-request')) defineSloering();
for (const [name, view] of [
  ['sloering-register', RegisterView],
  ['sloering-own-registrations', OwnRegistrationsView],
  ['sloering-open-logins', OpenLoginsView],
  ['sloering-notices', NoticesPage],
  ['sloering-page', SloeringPage],
] as const)
  if (!customElements.get(name)) customElements.define(name, view);

const none: PagePermissions = {
  register: false,
  readOwn: false,
  configure: false,
  onboard: false,
  endSessions: false,
  readCases: false,
  decide: false,
  extract: false,
  answerAccess: false,
  readAudit: false,
  retain: false,
  readFigures: false,
  readDepartments: false,
  proposeDepartments: false,
  importUnits: false,
  notices: false,
};

export const employee: PageSession = {
  user: { name: 'Anna Testesen' },
  organisation: { id: 'eksempelby', name: 'Eksempelby Kommune', kind: 'municipality' },
  others: [],
  roles: ['employee'],
  permissions: { ...none, register: true, readOwn: true },
  idle_seconds: 1800,
  now: '2026-11-23T09:42:00.000Z',
  expires_at: '2026-11-23T17:42:00.000Z',
  fresh_seconds: 300,
};
export const admin: PageSession = {
  ...employee,
  user: { name: 'Dorte Systemgaard' },
  others: [{ id: 'proevestad', name: 'Prøvestad Kommune', kind: 'municipality' }],
  roles: ['admin'],
  permissions: { ...employee.permissions, configure: true, endSessions: true },
};
export const auditor: PageSession = { ...employee, roles: ['auditor'], permissions: none };
export const nobody = refused('login_required', 401);

/** The hosted page over a scripted server, with a clock that stands still and no real window. */
export const openPage = async (options: {
  path?: string;
  session?: PageSession;
  locale?: 'da' | 'en';
  prepare?: (world: ReturnType<typeof createWorld>) => void;
}) => {
  const world = createWorld();
  const { environment } = world;
  world.usual.set('GET /page/session', options.session ? ok(options.session) : nobody);
  if (options.session) world.usual.set('POST /page/session', ok(options.session));
  options.prepare?.(world);
  const windows: boolean[] = [];
  let loggedIn = (): void => undefined;
  const page = document.createElement('sloering-page') as SloeringPage;
  page.environment = {
    ...environment,
    fetch: (url, init) => environment.fetch(new URL(url, location.origin).href, init),
  };
  page.loginWindow = {
    open: (fresh) => windows.push(fresh) > 0,
    listen: (onLogin) => {
      loggedIn = onLogin;
      return () => undefined;
    },
    announce: () => undefined,
  };
  page.path = options.path ?? '/';
  page.locale = options.locale ?? 'da';
  document.body.append(page);
  await settled(page);
  return {
    page,
    world,
    windows,
    logIn: async () => {
      loggedIn();
      await settled(page);
    },
    text: () => page.textContent ?? '',
    press: async (name: string) => {
      const found = [...page.querySelectorAll<HTMLElement>('button, a')].find(
        (one) => one.textContent?.trim() === name || one.getAttribute('aria-label') === name,
      );
      if (!found) throw new Error(`no ${name} in: ${page.textContent}`);
      found.click();
      await settled(page);
    },
    pass: async (seconds: number) => {
      world.pass(seconds * 1000);
      await settled(page);
    },
  };
};
