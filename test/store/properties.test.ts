import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { runCommand, type Command } from '../../server/command.ts';
import { endBlurring, expireBlurring, registerBlurring, renewBlurring } from '../../server/domain/decide.ts';
import { blurringId, cpr, instant, type Cpr, type Instant } from '../../server/domain/ids.ts';
import { inForceSince, statusOf } from '../../server/domain/status.ts';
import { AppError } from '../../server/errors.ts';
import type { Store, TenantStore } from '../../server/store/store.ts';
import type { Fresh } from './context.ts';
import { freshPostgres, freshSqlite } from './databases.ts';
import { aarhus, clinic, day, hospital, municipality, noon, nurse, odense, open } from './scenario.ts';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 200);
const policy = { defaultDays: 30, maxDays: 90, reasonText: 'optional', acknowledgement: false } as const;
const rules = { policy, reasons: ['threats'], allowedCvrs: [hospital, clinic], guidelinesVersion: 1 };
const organisations = [[hospital], [clinic], [hospital, clinic]];

type Step = {
  tenant: 0 | 1;
  person: 0 | 1;
  wait: number;
  what: 'register' | 'renew' | 'end' | 'expire';
  which: number;
  days: number;
};
const steps = fc.array(
  fc.record<Step>({
    tenant: fc.constantFrom(0, 1),
    person: fc.constantFrom(0, 1),
    wait: fc.integer({ min: 0, max: 20 }),
    what: fc.constantFrom('register', 'register', 'renew', 'end', 'expire'),
    which: fc.nat({ max: 5 }),
    days: fc.integer({ min: 1, max: 95 }),
  }),
  { maxLength: 12 },
);

/** Citizens nobody else in the run has, so that one store serves all of them. */
let people = 0;
const newPeople = (): [Cpr, Cpr] => [
  cpr(String(++people).padStart(10, '0')),
  cpr(String(++people).padStart(10, '0')),
];

const commandOf =
  (step: Step, ids: string[], tenant: TenantStore, citizen: Cpr, now: Instant, prefix: string) =>
  async (): Promise<Command> => {
    const ref = await tenant.citizenRef(citizen);
    const id = blurringId(
      step.what === 'register'
        ? `${prefix}-${ids.length}`
        : (ids[step.which % Math.max(ids.length, 1)] ?? 'none'),
    );
    return {
      blurring: id,
      reasonText: null,
      decide: ({ blurrings }) => {
        const found = blurrings.find((one) => one.id === id);
        const cvrs = organisations[step.which % organisations.length] ?? [];
        const register = {
          id,
          citizen: ref,
          by: nurse,
          days: step.days,
          cvrs,
          reason: 'threats',
          text: null,
          unit: null,
          acknowledgedGuidelines: null,
        };
        if (step.what === 'register') return registerBlurring(register, rules, now);
        if (!found) return { refused: { code: 'not_found' } };
        if (step.what === 'renew') return renewBlurring(found, { by: nurse, days: step.days }, policy, now);
        return step.what === 'end' ? endBlurring(found, { by: nurse }, now) : expireBlurring(found, now);
      },
    };
  };

/** Runs the steps through the server's own command path; answers what each said and what is to be seen afterwards. */
const play = async (
  store: Store,
  all: readonly Step[],
  citizens: [Cpr, Cpr],
  prefix: string,
  only?: 0 | 1,
) => {
  const tenants = [store.forTenant(odense), store.forTenant(aarhus)] as const;
  const ids: [string[][], string[][]] = [
    [[], []],
    [[], []],
  ];
  const said: string[] = [];
  let now = noon;
  for (const step of all) {
    now = instant(now + step.wait * day);
    if (only !== undefined && step.tenant !== only) continue;
    const tenant = tenants[step.tenant];
    const citizen = citizens[step.person];
    const mine = ids[step.tenant][step.person] ?? [];
    const name = `${prefix}-${step.tenant}${step.person}`;
    const command = await commandOf(step, mine, tenant, citizen, now, name)();
    const context = {
      store: tenant,
      citizen: await tenant.citizenRef(citizen),
      openCpr: () => Promise.resolve(citizen),
      actor: nurse,
      session: null,
      now,
      idempotency: null,
    };
    try {
      await runCommand(context, command);
      if (step.what === 'register') mine.push(command.blurring);
      said.push('done');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      said.push(error.refusal.code);
    }
  }
  const seen = await Promise.all(
    tenants.flatMap((tenant) =>
      citizens.map(async (citizen) =>
        (await tenant.loadBlurrings(await tenant.citizenRef(citizen), { withText: true })).map(
          ({ blurring, deliveries }) => ({
            ...blurring,
            citizen: null,
            id: blurring.id.slice(prefix.length),
            status: statusOf(blurring, deliveries, now),
            since: inForceSince(blurring, deliveries),
            deliveries,
          }),
        ),
      ),
    ),
  );
  return { said, seen, tenants };
};

describe('any sequence of commands', () => {
  let fresh: Fresh[];
  let stores: [Store, Store];
  before(async () => {
    fresh = [await freshSqlite(), await freshPostgres()];
    stores = (await Promise.all(fresh.map(({ url }) => open(url)))) as [Store, Store];
    for (const store of stores) {
      await store.registry.registerMunicipality(municipality(odense), noon);
      await store.registry.registerMunicipality(municipality(aarhus), noon);
    }
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(fresh.map((one) => one.drop()));
  });

  test('gives the same answers and the same state on SQLite and on Postgres', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const citizens = newPeople();
        const prefix = `same-${people}`;
        const [sqlite, postgres] = await Promise.all(
          stores.map((store) => play(store, all, citizens, prefix)),
        );
        assert.deepEqual(postgres?.said, sqlite?.said);
        assert.deepEqual(postgres?.seen, sqlite?.seen);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test('of two municipalities leaves each as if the other were not there', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const together = await play(stores[0], all, newPeople(), `both-${people}`);
        const alone = [
          await play(stores[0], all, newPeople(), `one-${people}`, 0),
          await play(stores[0], all, newPeople(), `two-${people}`, 1),
        ];
        assert.deepEqual(together.seen.slice(0, 2), alone[0]?.seen.slice(0, 2));
        assert.deepEqual(together.seen.slice(2), alone[1]?.seen.slice(2));
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });

  test('leaves a state that is the fold of its audit entries', async () => {
    const tenant = stores[0].forTenant(odense);
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { entries: from } = await tenant.verifyAudit();
        const { seen } = await play(stores[0], all, newPeople(), `fold-${people}`);
        const prefix = `fold-${people}`;
        const folded = new Map<string, { endsAt: unknown; cvrs: unknown; ended: string | null }>();
        for (const { action, subject, detail } of await tenant.readAudit(from + 1, 1_000)) {
          const id = subject?.slice(prefix.length) ?? '';
          const before = folded.get(id);
          if (action === 'blurring_registered')
            folded.set(id, { endsAt: detail['ends_at'], cvrs: detail['cvrs'], ended: null });
          if (before && action === 'blurring_renewed')
            folded.set(id, { ...before, endsAt: detail['ends_at'] });
          if (before && action === 'blurring_ended') folded.set(id, { ...before, ended: 'ended' });
          if (before && action === 'blurring_expired') folded.set(id, { ...before, ended: 'expired' });
        }
        const stored = seen.slice(0, 2).flat();
        assert.deepEqual(
          Object.fromEntries(
            stored.map(({ id, endsAt, cvrs, ended }) => [
              id,
              { endsAt, cvrs: cvrs.join(' '), ended: ended?.cause ?? null },
            ]),
          ),
          Object.fromEntries(folded),
        );
        assert.equal((await tenant.verifyAudit()).broken, null);
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    );
  });
});
