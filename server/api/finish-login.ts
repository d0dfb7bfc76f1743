import { cvr } from '../domain/ids.ts';
import { openLogin, personHashOf, resolveGrants } from '../session/login.ts';
import type { AcceptedLogin } from '../saml/port.ts';
import type { Grant, LoginRequest } from '../store/store.ts';
import type { AppContext, AppDeps, SamlDoor } from './context.ts';
import { messagePage } from './page/message.ts';

/** Clocks of the identity provider and ours may differ this much when a fresh login is asked for. */
const freshToleranceMs = 120_000;

/** The organisation a login begins with: the person's own where they hold a role there, else the first. */
const firstTenant = async (deps: AppDeps, own: string, grants: readonly [Grant, ...Grant[]]) => {
  const found = await deps.store.registry.findByCvr(cvr(own));
  return grants.find(({ tenant }) => tenant === found?.id)?.tenant ?? grants[0].tenant;
};

/**
 * From a checked answer to a cookie: known organisations, the same person where a login is made fresh, the assertion used once.
 * Every way out is a page that says what to do.
 */
export const finishLogin = async (
  c: AppContext,
  deps: AppDeps,
  door: SamlDoor,
  answer: AcceptedLogin,
  request: LoginRequest,
): Promise<Response> => {
  const { store, cookies, log } = deps;
  const reference = c.get('reference');
  const at = deps.now();
  const refuse = async (rule: string, page: Parameters<typeof messagePage>[2]): Promise<Response> => {
    log('login_refused', { rule, status: null, reference });
    const tenant = await store.registry.findByCvr(cvr(answer.person.cvr));
    if (tenant) await store.logins.refused({ tenant: tenant.id, rule, reference, now: at });
    return messagePage(c, deps, page, request.returnTo);
  };

  for (const { reason } of answer.dropped) log('grant_dropped', { code: reason, reference });
  const [first, ...more] = await resolveGrants(
    deps.logins,
    answer.grants.map((one) => ({ ...one, cvr: cvr(one.cvr) })),
  );
  if (first === undefined) {
    const weak = answer.dropped.some(({ reason }) => reason === 'level_too_low');
    return refuse(weak ? 'level_too_low' : 'no_grant', weak ? 'too_weak' : 'no_access');
  }
  const grants = [first, ...more] as const;
  const current = request.login === null ? undefined : await store.logins.find(request.login, at);
  let tenant = await firstTenant(deps, answer.person.cvr, grants);
  if (request.purpose === 'fresh') {
    // Attack: a colleague at an unlocked computer proves who they are themselves, and goes on as the other.
    if (current === undefined) return refuse('fresh_login_gone', 'start_again');
    if (current.person !== personHashOf(answer.person)) return refuse('fresh_person_differs', 'other_person');
    // The identity provider may have ignored ForceAuthn; what it says of the time decides.
    if (answer.authnInstant < request.createdAt - freshToleranceMs) return refuse('not_fresh', 'not_fresh');
    if (grants.some((one) => one.tenant === current.tenant)) tenant = current.tenant;
  }
  const { assertionId: id, keepUntil, level, nameId, sessionIndex, authority, person } = answer;
  const entrance = {
    ...{ issuer: door.issuer(), assertion: { id, keepUntil }, person, level, grants, nameId, sessionIndex },
    ...{ authenticatedAt: answer.authnInstant, notAfter: answer.sessionNotOnOrAfter, authority },
  };
  const opened = await openLogin(deps.logins, entrance, tenant, current?.tokenHash ?? null, at);
  if (!opened.ok) return refuse('assertion_used', 'start_again');
  cookies.setLogin(c, opened.cookie);
  for (const { tenant: where, role } of grants) {
    const check = { kind: 'login', subject: role, ok: true, code: 'ok', at } as const;
    await store.forTenant(where).recordCheck(check, null);
  }
  log('login_opened', {
    ...{ tenant, session: opened.login.id, level, reference },
    ...{ content: answer.algorithms.content, key_transport: answer.algorithms.keyTransport },
  });
  return c.redirect(request.returnTo, 303);
};
