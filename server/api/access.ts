import type { Permissions } from '../../shared/api.ts';
import type { PagePermissions } from '../../shared/page-api.ts';

/**
 * Who may call what: this table is the document, and the doors read it. A route without an entry cannot be built into the application
 * (`checkRoutes`), and a request for one is not served.
 *
 * - `open`: anybody; the answer is the same for everybody.
 * - `proof`: the request carries its own proof (a context token, a SAML message, the token in a mail), which the handler checks.
 * - `bearer`: a session of the component; the cookie counts for nothing.
 * - `cookie`: a login of the hosted page; a bearer counts for nothing. `needs`: one of these permissions, none for any login.
 *   `fresh`: the person has logged in within the last minutes. `object`: the path names a municipality, which must be the login's own
 *   unless it may onboard.
 */
export type Access =
  | { door: 'open' }
  | { door: 'proof' }
  | { door: 'bearer'; needs: keyof Permissions | null }
  | {
      door: 'cookie';
      needs: readonly (keyof PagePermissions)[];
      fresh?: true;
      object?: 'municipality';
    };

const open: Access = { door: 'open' };
const proof: Access = { door: 'proof' };
const bearer = (needs: keyof Permissions | null): Access => ({ door: 'bearer', needs });
const cookie = (...needs: (keyof PagePermissions)[]): Access => ({ door: 'cookie', needs });
const fresh = (...needs: (keyof PagePermissions)[]): Access => ({ door: 'cookie', needs, fresh: true });
const settings: Access = { door: 'cookie', needs: ['configure', 'onboard'], object: 'municipality' };
const freshSettings: Access = { ...settings, fresh: true };

export const access: Readonly<Record<string, Access>> = {
  'GET /health/live': open,
  'GET /health/ready': open,
  'GET /health/degraded': open,
  'GET /.well-known/sloering-configuration': open,
  'GET /.well-known/jwks.json': open,
  'GET /widget/manifest.json': open,
  'GET /widget/:file': open,

  'POST /v1/sessions': proof,
  'GET /v1/session': bearer(null),
  'DELETE /v1/session': bearer(null),
  'GET /v1/citizen': bearer(null),
  'GET /v1/blurrings/:id': bearer(null),
  'POST /v1/blurrings': bearer('register'),
  'POST /v1/blurrings/:id/renew': bearer('renew'),
  'POST /v1/blurrings/:id/end': bearer('end'),

  'GET /auth/saml/metadata': open,
  'GET /auth/saml/login': open,
  'POST /auth/saml/acs': proof,
  'GET /auth/saml/slo': proof,
  'POST /auth/saml/slo': proof,

  'GET /page/session': cookie(),
  'POST /page/session': cookie(),
  // Roles are as old as the login: going on elsewhere must not bring back one that was taken away.
  'POST /page/session/organisation': { door: 'cookie', needs: [], fresh: true },
  'POST /page/logout': cookie(),
  'POST /page/citizens': cookie('register'),
  'GET /page/registrations': cookie('readOwn'),
  'GET /page/cases/summary': cookie('readCases'),
  'POST /page/cases/search': cookie('readCases'),
  'POST /page/cases/count': cookie('readCases'),
  'POST /page/cases/registrants': cookie('readCases'),
  'POST /page/cases/open': cookie('readCases'),
  'POST /page/cases/decide': cookie('decide'),
  'POST /page/cases/seen': cookie('decide'),
  'POST /page/extracts': cookie('extract'),
  'POST /page/access-requests': cookie('answerAccess'),
  'POST /page/audit/search': cookie('readAudit'),
  'POST /page/audit/people': cookie('readAudit'),
  'POST /page/audit/verify': cookie('readAudit'),
  'POST /page/audit/export': { door: 'cookie', needs: ['readAudit'], fresh: true },
  'GET /page/retention': cookie('retain'),
  'PUT /page/retention/policy': { door: 'cookie', needs: ['retain'], fresh: true },
  'POST /page/retention/run': { door: 'cookie', needs: ['retain'], fresh: true },
  'POST /page/retention/holds': cookie('retain'),
  'POST /page/retention/holds/lift': { door: 'cookie', needs: ['retain'], fresh: true },
  'GET /page/figures': cookie('readFigures'),
  'GET /page/figures/file': cookie('readFigures'),
  'GET /page/views': cookie('readCases'),
  'POST /page/views': cookie('readCases'),
  'POST /page/views/remove': cookie('readCases'),
  'GET /page/sessions': cookie('endSessions'),
  'POST /page/sessions/end': cookie('endSessions'),
  'GET /page/departments': cookie('readDepartments'),
  'POST /page/departments': cookie('proposeDepartments'),
  'GET /page/departments/:id': cookie('readDepartments'),
  'POST /page/departments/:id/approve': fresh('proposeDepartments'),
  'POST /page/departments/:id/reject': cookie('proposeDepartments'),
  'POST /page/departments/:id/withdraw': cookie('proposeDepartments'),
  'POST /page/departments/:id/remove': fresh('proposeDepartments'),
  'POST /page/departments/:id/review': cookie('proposeDepartments'),
  'POST /page/departments/:id/retry': cookie('proposeDepartments'),
  'GET /page/units': cookie('proposeDepartments', 'importUnits'),
  'GET /page/units/status': cookie('proposeDepartments', 'importUnits'),
  'POST /page/units/import': fresh('importUnits'),
  'GET /page/notices': cookie('notices'),
  'PUT /page/notices': cookie('notices'),
  'POST /page/notices/confirm': cookie('notices'),
  'GET /page/municipalities': cookie('onboard'),
  'POST /page/municipalities': cookie('onboard'),
  'GET /page/municipalities/:id': settings,
  'GET /page/municipalities/:id/changes': settings,
  'PUT /page/municipalities/:id/organisation': freshSettings,
  'PUT /page/municipalities/:id/policy': settings,
  'PUT /page/municipalities/:id/reasons': settings,
  'POST /page/municipalities/:id/guidelines': settings,
  'PUT /page/municipalities/:id/record-systems': freshSettings,
  'POST /page/municipalities/:id/record-systems/remove': freshSettings,
  'POST /page/municipalities/:id/record-systems/check': settings,
  'POST /page/municipalities/:id/certificates': freshSettings,
  'POST /page/municipalities/:id/certificates/remove': freshSettings,
  'POST /page/municipalities/:id/test-call': settings,

  'GET /notices/off': proof,
  'POST /notices/off': proof,

  'GET /page-assets/:file': open,
  'GET /': open,
  'GET /register': open,
  'GET /mine': open,
  'GET /inbox': open,
  'GET /due': open,
  'GET /overview': open,
  'GET /cases/:id': open,
  'GET /access-request': open,
  'GET /audit': open,
  'GET /figures': open,
  'GET /retention': open,
  'GET /settings': open,
  'GET /municipalities': open,
  'GET /municipalities/:id': open,
  'GET /notices': open,
  'GET /sessions': open,
  'GET /departments': open,
  'GET /departments/:id': open,
  'GET /units': open,
  'GET /accessibility': open,
  'GET /personal-data': open,
  'GET /logged-out': open,
  'GET /login-done': open,
};

/** Paths behind a door, for the answer to a wrong method. */
export const guardedPaths: readonly string[] = [
  ...new Set(
    Object.entries(access)
      .filter(([, { door }]) => door === 'bearer' || door === 'cookie')
      .map(([route]) => route.slice(route.indexOf(' ') + 1)),
  ),
];

type Route = { method: string; path: string };

/** @throws with the routes that the table does not know, and the entries no route has. */
export const checkRoutes = (routes: readonly Route[]): void => {
  const built = new Set(
    routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  );
  const unknown = [...built].filter((route) => !(route in access));
  const missing = Object.keys(access).filter((route) => !built.has(route));
  if (unknown.length > 0 || missing.length > 0)
    throw new Error(
      `access: without an entry: ${unknown.join(', ')}; without a route: ${missing.join(', ')}`,
    );
};
