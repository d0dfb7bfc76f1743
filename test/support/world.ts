import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createRateLimit } from '../../server/api/middleware/rate-limit.ts';
import { pageCookies } from '../../server/api/page/cookies.ts';
import { createApp, type AppDeps, type AppEnv } from '../../server/app.ts';
import type { CertificateState } from '../../server/domain/certificate.ts';
import { blurringId, cvr, instant, tenantId, type Instant } from '../../server/domain/ids.ts';
import type { Role } from '../../server/domain/permission.ts';
import { createLaunchVerifier } from '../../server/launch/context-token.ts';
import { createLog } from '../../server/log.ts';
import { openLogin } from '../../server/session/login.ts';
import { createSessions } from '../../server/session/session.ts';
import { openStore } from '../../server/store/open.ts';
import type { Issuer, Store } from '../../server/store/store.ts';
import { eksempelby, proevestad } from './municipality.ts';

export const audience = 'https://sloering.example';
export const origin = 'https://eoj.example';
/** Monday 23 November 2026, 10:42 in Denmark. */
const startOfTests = Date.parse('2026-11-23T09:42:00Z');

export const citizens = { asger: '2512489996', bodil: '2512484916', villads: '0108109996' } as const;

export type World = {
  app: Hono<AppEnv>;
  store: Store;
  /** Everything the server has logged, as text. */
  logged: () => string;
  now: () => Instant;
  pass: (ms: number) => void;
  token: (claims?: Record<string, unknown>, header?: Record<string, unknown>) => Promise<string>;
  request: (method: string, path: string, options?: RequestOptions) => Promise<Response>;
  /** Opens a session and returns a client that speaks with its bearer. */
  login: (claims?: Record<string, unknown>) => Promise<Client>;
  /** Opens a login of the hosted page, as a checked answer of the identity provider would, and returns a browser that carries its cookie. */
  visit: (visit?: Visit) => Promise<Browser>;
  close: () => Promise<void>;
};

export type RequestOptions = {
  body?: unknown;
  headers?: Record<string, string | undefined>;
  app?: Hono<AppEnv>;
};
export type Client = {
  bearer: string;
  citizenKey: string;
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>;
  register: (change?: Record<string, unknown>, key?: string) => Promise<Response>;
};

export type Visit = {
  roles?: readonly Role[];
  /** Where the roles are held; `national` is the body that runs the solution. */
  at?: string;
  /** Further organisations. */
  also?: readonly { tenant: string; role: Role }[];
  units?: readonly string[];
  person?: string;
  name?: string;
  /** How long ago the person proved who they are. */
  ageMs?: number;
};
export type Browser = {
  cookie: string;
  session: string;
  call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ) => Promise<Response>;
};

/** The server's own application over a real store, with a clock the test moves and an issuer whose key the test holds. */
export const createWorld = async (
  options: {
    wrapStore?: (store: Store) => Store;
    changesPerMinute?: number;
    certificates?: CertificateState[];
    /** Replaces parts of what the application is given. */
    deps?: Partial<AppDeps>;
  } = {},
): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-world-'));
  let clock = startOfTests;
  const now = (): Instant => instant(clock);
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-1', alg: 'ES256', use: 'sig' };
  const real = await openStore({
    url: `sqlite:${join(folder, 'world.db')}`,
    masterKey: randomBytes(32),
    newId: randomUUID,
    random: randomBytes,
  });
  const issuer: Issuer = {
    iss: 'urn:eoj:eksempelby',
    tenant: tenantId('eksempelby'),
    name: 'Demo-journal',
    enabled: true,
    algorithms: ['ES256'],
    keys: { kind: 'inline', jwks: { keys: [jwk] } },
    modes: ['in_page'],
    origins: [origin],
    returnUris: [],
    cvrs: [cvr('29190623'), cvr('29189366')],
    roles: ['employee', 'manager'],
    minimumLoa: 'Substantial',
    maxAuthAgeSeconds: 43_200,
  };
  await real.registry.registerMunicipality(eksempelby([issuer]), now());
  const other: Issuer = {
    ...issuer,
    iss: 'urn:eoj:proevestad',
    tenant: tenantId('proevestad'),
    cvrs: [cvr('13748136')],
  };
  await real.registry.registerMunicipality(proevestad([other]), now());
  const national = { id: tenantId('national'), name: 'Sløring Danmark', cvr: cvr('12345674') };
  await real.registry.registerNationalBody(national, now());
  const store = options.wrapStore?.(real) ?? real;
  const logins = { store, random: randomBytes, newId: randomUUID };

  let lines = '';
  const log = createLog({ write: (line) => void (lines += line) });
  const app = createApp({
    store,
    sessions: createSessions({ store, random: randomBytes, newId: randomUUID }),
    launch: createLaunchVerifier({ audience, findIssuer: (iss) => store.registry.findIssuer(iss) }),
    encryptionKeys: { keys: [] },
    widget: { manifest: [], files: new Map() },
    log,
    now,
    newReference: () => randomBytes(9).toString('base64url'),
    newBlurringId: () => blurringId(randomUUID()),
    issuer: audience,
    launches: createRateLimit(1_000),
    changes: createRateLimit(options.changesPerMinute ?? 1_000),
    trustedProxy: true,
    delayAlarmMs: 15 * 60_000,
    certificates: () => options.certificates ?? [],
    page: { manifest: { script: 'page.js', style: 'page.css' }, files: new Map() },
    cookies: pageCookies(audience),
    logins,
    saml: null,
    random: randomBytes,
    newSecret: () => randomBytes(32).toString('base64url'),
    handleKey: createSecretKey(randomBytes(32)),
    municipalities: {
      certificates: () => options.certificates ?? [],
      lookAtCertificates: () => Promise.resolve(),
      installCertificate: () => Promise.resolve({ ok: true, code: 'ok' }),
      removeCertificate: () => Promise.resolve({ ok: true, code: 'ok' }),
      testCall: () => Promise.resolve({ ok: true, code: 'ok' }),
      checkKeys: () => Promise.resolve({ ok: true, code: 'ok' }),
      allowLoopback: false,
    },
    notices: null,
    ...options.deps,
  });

  const token: World['token'] = (claims = {}, header = {}) => {
    const seconds = Math.floor(clock / 1000);
    const all = {
      iss: issuer.iss,
      aud: audience,
      sub: 'user-1',
      iat: seconds,
      exp: seconds + 60,
      jti: randomUUID(),
      ver: '1',
      cpr: citizens.asger,
      name: 'Asger Testmann',
      cvr: '29190623',
      user_name: 'Mette Sundby',
      user_title: 'sygeplejerske',
      roles: ['urn:dk:kommune:sloering:anmoder'],
      loa: 'Substantial',
      auth_time: seconds - 60,
      embed_origin: origin,
      ...claims,
    };
    return new SignJWT(all)
      .setProtectedHeader({ alg: 'ES256', kid: 'test-1', typ: 'sloering-context+jwt', ...header })
      .sign(privateKey);
  };

  const request: World['request'] = async (method, path, { body, headers = {} } = {}) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const given: Record<string, string | undefined> = {
      Origin: origin,
      ...(text === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) }),
      'X-Forwarded-For': '192.0.2.1',
      ...headers,
    };
    const sent = Object.fromEntries(
      Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    return app.request(path, { method, headers: sent, ...(text === undefined ? {} : { body: text }) });
  };

  const login: World['login'] = async (claims) => {
    const response = await request('POST', '/v1/sessions', { body: { context_token: await token(claims) } });
    if (response.status !== 201) throw new Error(`login: ${response.status} ${await response.text()}`);
    const opened = (await response.json()) as {
      session_token: string;
      context: { citizen: { key: string } };
    };
    const call: Client['call'] = (method, path, body, headers = {}) =>
      request(method, path, {
        body,
        headers: { Authorization: `Bearer ${opened.session_token}`, ...headers },
      });
    const citizenKey = opened.context.citizen.key;
    return {
      bearer: opened.session_token,
      citizenKey,
      call,
      register: (change = {}, key = randomUUID()) =>
        call(
          'POST',
          '/v1/blurrings',
          { days: 90, reason: { category: 'threat' }, citizen_key: citizenKey, ...change },
          { 'Idempotency-Key': key },
        ),
    };
  };

  const visit: World['visit'] = async (given = {}) => {
    const { roles = ['employee'], at = 'eksempelby', also = [], units = null, person = 'serial-1' } = given;
    const { name = 'Anna Holm' } = given;
    const held = roles.map((role) => ({ tenant: tenantId(at), role, units }));
    const opened = await openLogin(
      logins,
      {
        issuer: 'https://saml.adgangsstyring.example',
        assertion: { id: randomUUID(), keepUntil: instant(clock + 600_000) },
        person: { cvr: '29190623', serial: person, name },
        level: 'Substantial',
        grants: [
          ...held,
          ...also.map(({ tenant, role }) => ({ tenant: tenantId(tenant), role, units: null })),
        ],
        nameId: { value: `C=DK,O=29190623,CN=Anna Holm,Serial=${person}`, format: 'x509' },
        sessionIndex: '1',
        authenticatedAt: instant(clock - (given.ageMs ?? 0)),
        notAfter: null,
        authority: null,
      },
      tenantId(at),
      null,
      now(),
    );
    if (!opened.ok) throw new Error(opened.code);
    const cookie = `__Host-sloering=${opened.cookie}`;
    return {
      cookie,
      session: opened.login.id,
      call: (method, path, body, headers = {}) =>
        request(method, path, {
          body,
          headers: {
            Cookie: cookie,
            Origin: method === 'GET' ? undefined : audience,
            'Sec-Fetch-Site': 'same-origin',
            ...headers,
          },
        }),
    };
  };

  return {
    app,
    visit,
    store,
    logged: () => lines,
    now,
    pass: (ms) => void (clock += ms),
    token,
    request,
    login,
    close: async () => {
      await real.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
