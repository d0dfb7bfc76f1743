import { isDeepStrictEqual } from 'node:util';
import { Hono } from 'hono';
import {
  CheckRecordSystemRequest,
  RecordSystemRequest,
  RemoveRecordSystemRequest,
  type CheckResult,
  type RecordSystem,
} from '../../../shared/page-api.ts';
import { cvr, type TenantId } from '../../domain/ids.ts';
import { AppError, appError } from '../../errors.ts';
import type { Issuer } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { changeMunicipality, namedMunicipality } from './change.ts';
import type { PageEnv } from './context.ts';
import { municipalityView } from './municipality-view.ts';

/** Largest body: twenty keys and fifty addresses, and room. */
const bodyLimit = 65_536;

const toIssuer = (one: RecordSystem, tenant: TenantId): Issuer => ({
  iss: one.iss,
  tenant,
  name: one.name,
  enabled: one.enabled,
  algorithms: one.algorithms,
  keys: one.keys,
  modes: one.modes,
  origins: one.origins,
  returnUris: one.return_uris,
  cvrs: one.cvrs.map(cvr),
  roles: one.roles,
  minimumLoa: one.minimum_loa,
  maxAuthAgeSeconds: one.max_auth_age_seconds,
});

const refuse = (pointer: string): never => {
  throw new AppError({ code: 'body_invalid' }, [{ pointer, code: 'body_invalid' }]);
};

/** Members of a JWK that only its owner may have (RFC 7518 6.2.2, 6.3.2, 6.4.1). */
const privateParts = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const isLocal = (address: string): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);

/** What a schema cannot say: no private key, no plain http, only the municipality's own CVR numbers. */
const checkRecordSystem = (one: RecordSystem, own: readonly string[], allowLoopback: boolean): void => {
  const { keys } = one;
  if (keys.kind === 'inline') {
    // Somebody pastes a private key one day; it must not rest here, and it has to be replaced (RFC 7517 9.2).
    keys.jwks.keys.forEach((key, index) => {
      if (privateParts.some((part) => part in key) || key['kty'] === 'oct')
        refuse(`/record_system/keys/jwks/keys/${index}`);
    });
  }
  const addresses: [string, string][] = [
    ...(keys.kind === 'url' ? [['/record_system/keys/url', keys.url] as [string, string]] : []),
    ...one.origins.map((text, index): [string, string] => [`/record_system/origins/${index}`, text]),
    ...one.return_uris.map((text, index): [string, string] => [`/record_system/return_uris/${index}`, text]),
  ];
  for (const [pointer, address] of addresses)
    if (!address.startsWith('https:') && !(allowLoopback && isLocal(address))) refuse(pointer);
  one.cvrs.forEach((number, index) => {
    if (!own.includes(number)) refuse(`/record_system/cvrs/${index}`);
  });
};

/** Nothing that says who may sign, with what, from where and as whom is another. A new name is no new system. */
const isSameAs = (wanted: Issuer, earlier: Issuer | undefined): boolean =>
  earlier !== undefined &&
  (!wanted.enabled || earlier.enabled) &&
  isDeepStrictEqual({ ...wanted, name: '', enabled: true }, { ...earlier, name: '', enabled: true });

/**
 * Record systems that may open the form for a municipality: who signs, with which keys, and how far their word goes.
 *
 * Attack: the national body enters a system with keys of its own and reads citizens through it. What it enters therefore waits, switched off,
 * until the municipality's own administrator switches it on.
 */
export const recordSystems = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now, municipalities } = deps;

  app.put('/:id/record-systems', async (c) => {
    const id = await namedMunicipality(store, c);
    const { revision, record_system: asked } = await readBody(c, RecordSystemRequest, bodyLimit);
    const own = (await store.forTenant(id).loadSettings())?.cvrs.map((one) => one.cvr) ?? [];
    checkRecordSystem(asked, own, municipalities.allowLoopback);
    // Attack: its people are known by this name; whoever else signed in it would be them.
    if (asked.iss === deps.saml?.issuer())
      throw new AppError({ code: 'issuer_taken' }, [{ pointer: '/record_system/iss', code: 'issuer_taken' }]);
    const earlier = (await store.registry.listIssuers(id)).find(({ iss }) => iss === asked.iss);
    const wanted = toIssuer(asked, id);
    const { configure } = c.get('visitor').permissions;
    const issuer = configure || isSameAs(wanted, earlier) ? wanted : { ...wanted, enabled: false };
    const replace = (all: readonly Issuer[]): Issuer[] =>
      all.some(({ iss }) => iss === issuer.iss)
        ? all.map((one) => (one.iss === issuer.iss ? issuer : one))
        : [...all, issuer];
    await changeMunicipality(deps, c.get('visitor'), id, {
      ...{ part: 'record_system', revision },
      change: (before) => ({ ...before, issuers: replace(before.issuers) }),
    });
    return c.json(await municipalityView(deps, id));
  });

  app.post('/:id/record-systems/remove', async (c) => {
    const id = await namedMunicipality(store, c);
    const { revision, iss } = await readBody(c, RemoveRecordSystemRequest, bodyLimit);
    await changeMunicipality(deps, c.get('visitor'), id, {
      ...{ part: 'record_system_removed', revision },
      change: (before) => {
        if (!before.issuers.some((one) => one.iss === iss)) throw appError('not_found');
        return { ...before, issuers: before.issuers.filter((one) => one.iss !== iss) };
      },
    });
    return c.json(await municipalityView(deps, id));
  });

  app.post('/:id/record-systems/check', async (c) => {
    const id = await namedMunicipality(store, c);
    const { iss } = await readBody(c, CheckRecordSystemRequest, bodyLimit);
    const visitor = c.get('visitor');
    deps.changes(visitor.actor, now());
    const issuer = (await store.registry.listIssuers(id)).find((one) => one.iss === iss);
    if (!issuer) throw appError('not_found');
    const tried = await municipalities.checkKeys(issuer);
    const at = now();
    await store.forTenant(id).recordCheck({ kind: 'keys', subject: iss, ...tried, at }, visitor);
    return c.json({ ...tried, at: new Date(at).toISOString() } satisfies CheckResult);
  });

  return app;
};
