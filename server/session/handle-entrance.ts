import type { KeyObject } from 'node:crypto';
import type { Instant, TenantId } from '../domain/ids.ts';
import type { Cvr } from '../domain/ids.ts';
import { permissionsOf } from '../domain/permission.ts';
import type { LoginStore } from '../store/store.ts';
import { openHandle } from './citizen-handle.ts';
import { rolesAt, unitAt } from './login.ts';
import type { Entrance } from './open-session.ts';

type Settings = { kind: 'municipality' | 'national'; cvrs: readonly { cvr: Cvr; main: boolean }[] };

export type HandleDependencies = {
  key: KeyObject;
  /** Our own origin: the page the session is for. */
  origin: string;
  logins: Pick<LoginStore, 'findById'>;
  loadSettings: (tenant: TenantId) => Promise<Settings | undefined>;
};

/**
 * What a handle of the hosted page opens: the component for one citizen, for the person of a login that is still alive, with the roles they
 * hold there now. Undefined where any of it is gone; the page then asks for a new handle.
 */
export const handleEntrance = async (
  deps: HandleDependencies,
  token: string,
  origin: string | null,
  now: Instant,
): Promise<Entrance | undefined> => {
  const handle = openHandle(deps.key, token, now);
  // Attack: a handle carried to another page. Browsers always send `Origin` with a POST.
  if (handle === undefined || origin !== deps.origin) return undefined;
  const login = await deps.logins.findById(handle.tenant, handle.login, now);
  const settings = await deps.loadSettings(handle.tenant);
  const main = settings?.cvrs.find((one) => one.main);
  if (!login || !settings || !main) return undefined;
  const roles = rolesAt(login.grants, handle.tenant, settings.kind);
  if (!permissionsOf(roles).register) return undefined;
  const { name, issuer: iss, subject, uuid } = await login.openSecret();
  const cvrs = settings.cvrs.map(({ cvr }) => cvr);
  return {
    ...{ cvr: main.cvr, origin: deps.origin, intent: 'create', locale: null, roles },
    issuer: { iss, tenant: handle.tenant, cvrs },
    ...{ jti: handle.jti, expiresAt: handle.expiresAt },
    user: { subject, name, title: null, uuid },
    unit: unitAt(login.grants, handle.tenant, settings.kind),
    ...{ cpr: handle.cpr, citizenName: null, login: login.id },
  };
};
