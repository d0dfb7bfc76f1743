import { createHash, randomBytes } from 'node:crypto';
import { type Blurring } from '../../server/domain/blurring.ts';
import { registerBlurring } from '../../server/domain/decide.ts';
import { evolve } from '../../server/domain/event.ts';
import type { BlurringEvent } from '../../server/domain/event.ts';
import {
  actorId,
  blurringId,
  cpr,
  cvr,
  instant,
  tenantId,
  type Cpr,
  type Cvr,
  type Instant,
} from '../../server/domain/ids.ts';
import { changedIntents } from '../../server/domain/register-intent.ts';
import { openStore, type StoreOptions } from '../../server/store/open.ts';
import type {
  BlurringCommit,
  CommitOutcome,
  NewSession,
  Store,
  TenantStore,
} from '../../server/store/store.ts';

export const day = 86_400_000;
/** 1 June 2026, noon in Denmark; tests have no other clock. */
export const noon = instant(Date.UTC(2026, 5, 1, 10));
export const odense = tenantId('odense');
export const aarhus = tenantId('aarhus');
export const hospital = cvr('29190623');
export const clinic = cvr('13748136');
export const nurse = actorId('actor-1');
export const citizen = cpr('2512489996');
const masterKey = Buffer.alloc(32, 7);

export const at = (ms: number): Instant => instant(noon + ms);

let made = 0;
export const newId = (): string => `id-${(++made).toString().padStart(8, '0')}`;

export const open = (url: string, more: Partial<StoreOptions> = {}): Promise<Store> =>
  openStore({ url, masterKey, newId, random: randomBytes, ...more });

export const municipality = (id: typeof odense, iss = `https://journal.example/${id}`) => ({
  id,
  name: `${id} kommune`,
  // A CVR number belongs to one municipality.
  cvrs:
    id === odense
      ? [
          { cvr: hospital, name: 'Sygehuset', main: true },
          { cvr: clinic, name: 'Klinikken', main: false },
        ]
      : [
          {
            cvr: cvr(
              String(20_000_000 + (createHash('sha256').update(id).digest().readUInt32BE() % 10_000_000)),
            ),
            name: 'Kommunen',
            main: true,
          },
        ],
  policies: [
    {
      appliesFrom: instant(0),
      defaultDays: 30,
      maxDays: 90,
      reasonText: 'optional' as const,
      acknowledgement: false,
      reviewMonths: 12,
    },
  ],
  reasons: [{ code: 'threats', label: { da: 'Trusler', en: 'Threats' } }],
  guidelines: { version: 1, text: { da: 'Vejledning', en: 'Guidelines' }, url: null },
  issuers: [
    {
      iss,
      tenant: id,
      name: 'Journalen',
      enabled: true,
      algorithms: ['ES256'],
      keys: { kind: 'url' as const, url: 'https://journal.example/jwks' },
      modes: ['in_page' as const],
      origins: [`https://${id}.example`],
      returnUris: [],
      cvrs: [hospital],
      roles: ['employee' as const],
      minimumLoa: 'Substantial' as const,
      maxAuthAgeSeconds: 3600,
    },
  ],
  units: [],
});

export type Change = {
  events: readonly BlurringEvent[];
  text?: string;
  note?: string;
  key?: string;
  cpr?: Cpr;
  now?: Instant;
};

/** What the command layer does: load, apply the events, commit what changed. */
export const apply = async (tenant: TenantStore, person: Cpr, change: Change): Promise<CommitOutcome> => {
  const ref = await tenant.citizenRef(person);
  const before = await tenant.loadCitizen(ref);
  return tenant.commit(commitOf(ref, before, { cpr: person, ...change }));
};

export const commitOf = (
  ref: BlurringCommit['citizen'],
  before: { revision: number; blurrings: Blurring[] },
  { events, text, note, key, cpr: person, now = noon }: Change,
): BlurringCommit => {
  const after = new Map(before.blurrings.map((one) => [one.id, one]));
  const changed = events.map((event) => {
    const id = event.type === 'blurring_registered' ? event.blurring.id : event.id;
    after.set(id, evolve(after.get(id), event));
    return id;
  });
  const all = [...after.values()];
  const subject = changed[0] ?? blurringId('none');
  return {
    citizen: ref,
    cpr: person ?? null,
    expectedRevision: before.revision,
    now,
    actor: nurse,
    session: 'session-1',
    events,
    changed: all.filter(({ id }) => changed.includes(id)),
    reasonText: text === undefined ? null : { blurring: subject, text },
    ...{ note: note ?? null, initials: null },
    wake: changedIntents(before.blurrings, all, now),
    idempotency: key === undefined ? null : { key, requestHash: `hash of ${key}`, blurring: subject },
  };
};

/** The event of one registration, decided by the domain. */
export const registered = (
  ref: BlurringCommit['citizen'],
  {
    id = newId(),
    days = 30,
    cvrs = [hospital],
    now = noon,
  }: { id?: string; days?: number; cvrs?: Cvr[]; now?: Instant } = {},
): readonly BlurringEvent[] => {
  const decided = registerBlurring(
    {
      id: blurringId(id),
      citizen: ref,
      by: nurse,
      days,
      cvrs,
      reason: 'threats',
      text: null,
      unit: null,
      acknowledgedGuidelines: null,
    },
    {
      policy: { defaultDays: 30, maxDays: 90, reasonText: 'optional', acknowledgement: false },
      reasons: ['threats'],
      allowedCvrs: [hospital, clinic],
      guidelinesVersion: 1,
    },
    now,
  );
  if ('refused' in decided) throw new Error(decided.refused.code);
  return decided.events;
};

/** Registers one blurring and answers its id. */
export const register = async (
  tenant: TenantStore,
  person: Cpr = citizen,
  more: { id?: string; days?: number; cvrs?: Cvr[]; now?: Instant; text?: string; key?: string } = {},
): Promise<string> => {
  const id = more.id ?? newId();
  const ref = await tenant.citizenRef(person);
  const outcome = await apply(tenant, person, { ...more, events: registered(ref, { ...more, id }) });
  if (outcome.kind !== 'committed') throw new Error(outcome.kind);
  return id;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

export const newSession = async (
  store: Store,
  token: string,
  more: Partial<NewSession> = {},
): Promise<NewSession> => ({
  tokenHash: sha256(token),
  id: newId(),
  tenant: odense,
  actor: {
    id: nurse,
    issuer: 'https://journal.example/odense',
    subject: 'anna',
    name: 'Anna Andersen',
    title: null,
    uuid: null,
  },
  roles: ['employee'],
  citizen: await store.forTenant(odense).citizenRef(citizen),
  secret: { cpr: citizen, citizenName: 'Nancy Ann Berggren', userName: 'Anna Andersen' },
  unit: null,
  cvr: hospital,
  cvrs: [hospital, clinic],
  origin: 'https://odense.example',
  intent: 'create',
  locale: 'da',
  issuedAt: noon,
  idleUntil: at(15 * 60_000),
  expiresAt: at(60 * 60_000),
  login: null,
  ...more,
});
