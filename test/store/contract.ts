import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { blurringId, cpr, instant } from '../../server/domain/ids.ts';
import { statusOf } from '../../server/domain/status.ts';
import type { Store, TenantStore } from '../../server/store/store.ts';
import type { Fresh } from './context.ts';
import { canaryContract } from './contract-canary.ts';
import { credentialContract } from './contract-credentials.ts';
import { departmentContract } from './contract-departments.ts';
import { extractContract } from './contract-extract.ts';
import { figureContract } from './contract-figures.ts';
import { outboxContract } from './contract-outbox.ts';
import { loginContract } from './contract-logins.ts';
import { retentionContract } from './contract-retention.ts';
import { noticeContract } from './contract-notices.ts';
import { sessionContract } from './contract-sessions.ts';
import { settingsContract } from './contract-settings.ts';
import { tamperContract } from './contract-tamper.ts';
import * as s from './scenario.ts';

/** What every store must do, whatever lies beneath. */
export const storeContract = (name: string, createDatabase: () => Promise<Fresh>): void => {
  describe(`the store on ${name}`, () => {
    let database: Fresh;
    let store: Store;
    let tenant: TenantStore;
    before(async () => {
      database = await createDatabase();
      store = await s.open(database.url);
    });
    after(async () => {
      await store.close();
      await database.drop();
    });
    let citizens = 0;
    /** A citizen nobody has met, so that tests do not see each other. */
    const stranger = () => cpr(`01${String(++citizens).padStart(2, '0')}01${'0AA1'}`);
    beforeEach(async () => {
      await store.registry.registerMunicipality(s.municipality(s.odense), s.noon);
      await store.registry.registerMunicipality(s.municipality(s.aarhus), s.noon);
      tenant = store.forTenant(s.odense);
    });
    const context = { store: () => store, tenant: () => tenant, database: () => database, stranger };

    it('knows nothing of a citizen nobody has registered', async () => {
      const ref = await tenant.citizenRef(stranger());
      assert.deepEqual(await tenant.loadCitizen(ref), { revision: 0, blurrings: [] });
      assert.deepEqual(await tenant.loadBlurrings(ref, { withText: true }), []);
    });

    it('gives back what was registered, with its text only to those who ask for it', async () => {
      const person = stranger();
      const ref = await tenant.citizenRef(person);
      await store.sessions.open(await s.newSession(store, s.newId()), {
        issuer: 'i',
        jti: s.newId(),
        keepUntil: s.at(1000),
      });
      const id = await s.register(tenant, person, {
        cvrs: [s.clinic, s.hospital],
        text: 'Truede med kniv æøå',
      });
      const [one] = await tenant.loadBlurrings(ref, { withText: true });
      assert.equal(one?.blurring.id, id);
      assert.deepEqual(one.blurring.cvrs, [s.clinic, s.hospital]);
      assert.equal(one.text, 'Truede med kniv æøå');
      assert.equal(one.registeredByName, 'Anna Andersen');
      assert.equal((await tenant.loadBlurrings(ref, { withText: false }))[0]?.text, null);
      assert.equal((await tenant.loadCitizen(ref)).revision, 1);
      assert.equal(statusOf(one.blurring, one.deliveries, s.noon), 'registered');
    });

    it('lists the newest registration first', async () => {
      const person = stranger();
      const older = await s.register(tenant, person);
      const newer = await s.register(tenant, person, { now: s.at(1000), days: 40 });
      const found = await tenant.loadBlurrings(await tenant.citizenRef(person), { withText: false });
      assert.deepEqual(
        found.map(({ blurring }) => blurring.id),
        [newer, older],
      );
    });

    it('refuses a change decided on what is no longer so, and writes nothing of it', async () => {
      const person = stranger();
      const ref = await tenant.citizenRef(person);
      const stale = await tenant.loadCitizen(ref);
      await s.register(tenant, person);
      const audited = (await tenant.readAudit(1, 10_000)).length;
      const late = s.commitOf(ref, stale, {
        events: s.registered(ref),
        cpr: person,
        text: 'hemmeligt',
        key: s.newId(),
      });
      assert.deepEqual(await tenant.commit(late), { kind: 'conflict' });
      assert.equal((await tenant.loadCitizen(ref)).blurrings.length, 1);
      assert.equal((await tenant.readAudit(1, 10_000)).length, audited);
      assert.equal(await tenant.findIdempotent(s.nurse, late.idempotency?.key ?? ''), undefined);
    });

    // Attack: a doubled click, a retrying proxy or a replayed request makes many registrations out of one press (P5).
    it('makes one registration of fifty repeats at the same instant', async () => {
      const person = stranger();
      const ref = await tenant.citizenRef(person);
      const key = s.newId();
      const before = await tenant.loadCitizen(ref);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () =>
          tenant.commit(s.commitOf(ref, before, { events: s.registered(ref), cpr: person, key })),
        ),
      );
      assert.equal(outcomes.filter(({ kind }) => kind === 'committed').length, 1);
      assert.equal(outcomes.filter(({ kind }) => kind === 'repeated').length, 49);
      const [only, ...more] = (await tenant.loadCitizen(ref)).blurrings;
      assert.equal(more.length, 0);
      for (const outcome of outcomes)
        if (outcome.kind === 'repeated') assert.equal(outcome.blurring, only?.id);
      assert.deepEqual(await tenant.findIdempotent(s.nurse, key), {
        requestHash: `hash of ${key}`,
        blurring: only?.id,
      });
    });

    it('takes a hundred writers at once, and every one of them is kept', async () => {
      const people = Array.from({ length: 100 }, stranger);
      await Promise.all(people.map((person) => s.register(tenant, person)));
      for (const person of people) {
        assert.equal((await tenant.loadCitizen(await tenant.citizenRef(person))).blurrings.length, 1);
      }
      assert.equal((await tenant.verifyAudit()).broken, null);
    });

    it('fails the one broken write of a batch and keeps the others', async () => {
      const people = Array.from({ length: 10 }, stranger);
      const taken = await s.register(tenant, stranger(), { text: 'første' });
      const broken = stranger();
      const ref = await tenant.citizenRef(broken);
      // The text of another registration: its primary key is taken, so the whole statement of the batch fails.
      const bad = s.commitOf(ref, { revision: 0, blurrings: [] }, { events: s.registered(ref), cpr: broken });
      const results = await Promise.allSettled([
        ...people.slice(0, 5).map((person) => s.register(tenant, person, { text: 'x' })),
        tenant.commit({ ...bad, reasonText: { blurring: blurringId(taken), text: 'canary-of-error' } }),
        ...people.slice(5).map((person) => s.register(tenant, person, { text: 'x' })),
      ]);
      assert.deepEqual(
        results.map(({ status }) => status),
        [...Array<string>(5).fill('fulfilled'), 'rejected', ...Array<string>(5).fill('fulfilled')],
      );
      const failed = results[5];
      assert.ok(failed?.status === 'rejected' && failed.reason instanceof Error);
      assert.doesNotMatch(
        JSON.stringify([failed.reason.message, failed.reason.cause]),
        /canary|params|Key \(/,
      );
      assert.equal((await tenant.loadCitizen(ref)).revision, 0);
      assert.equal((await tenant.verifyAudit()).broken, null);
    });

    it('never shows a reader half of a commit', async () => {
      const person = stranger();
      const ref = await tenant.citizenRef(person);
      const writing = s.register(tenant, person, { cvrs: [s.hospital, s.clinic] });
      let done = false;
      void writing.then(() => (done = true));
      while (!done) {
        const { revision, blurrings } = await tenant.loadCitizen(ref);
        assert.ok(revision === 0 ? blurrings.length === 0 : blurrings[0]?.cvrs.length === 2);
        await new Promise(setImmediate);
      }
      await writing;
      assert.equal((await tenant.loadCitizen(ref)).revision, 1);
    });

    // Attack: a municipality reads or writes another's rows by using the other's identifiers.
    it('keeps municipalities apart, also for the same citizen', async () => {
      const person = stranger();
      const other = store.forTenant(s.aarhus);
      const key = s.newId();
      const id = s.newId();
      await s.register(tenant, person, { id, key });
      const ref = await tenant.citizenRef(person);
      assert.notEqual(await other.citizenRef(person), ref);
      assert.deepEqual(await other.loadBlurrings(ref, { withText: true }), []);
      assert.equal(await other.findIdempotent(s.nurse, key), undefined);
      // The same ids in both: neither notices the other.
      await s.register(other, person, { id, key, days: 60 });
      const [mine] = (await tenant.loadCitizen(ref)).blurrings;
      const [theirs] = (await other.loadCitizen(await other.citizenRef(person))).blurrings;
      assert.notEqual(mine?.endsAt, theirs?.endsAt);
      assert.ok((await other.readAudit(1, 10_000)).every(({ citizen }) => citizen !== ref));
    });

    it('finds the registrations that time has ended and nobody has recorded', async () => {
      const person = stranger();
      const id = await s.register(tenant, person, { days: 1 });
      const ref = await tenant.citizenRef(person);
      const ids = async (now: number) =>
        (await tenant.findExpired(instant(now), 10_000)).map((one) => one.id);
      assert.ok(!(await ids(s.noon)).includes(blurringId(id)));
      assert.ok((await ids(s.noon + 3 * s.day)).includes(blurringId(id)));
      const [{ endsAt } = { endsAt: s.noon }] = (await tenant.loadCitizen(ref)).blurrings;
      const events = [
        { type: 'blurring_expired' as const, at: s.at(3 * s.day), by: null, id: blurringId(id), endsAt },
      ];
      await s.apply(tenant, person, { events, now: s.at(3 * s.day) });
      assert.ok(!(await ids(s.noon + 3 * s.day)).includes(blurringId(id)));
      assert.deepEqual((await tenant.loadCitizen(ref)).blurrings[0]?.ended, {
        at: endsAt,
        cause: 'expired',
        by: null,
      });
    });

    it('keeps a municipality’s settings, issuers and limits, and shows a change at once', async () => {
      const { registry } = store;
      assert.equal(
        await registry.registerMunicipality({ ...s.municipality(s.odense), name: 'Odense' }, s.noon),
        'updated',
      );
      assert.equal((await tenant.loadSettings())?.name, 'Odense');
      const { issuers, ...settings } = s.municipality(s.aarhus);
      const before = (await store.forTenant(s.aarhus).loadSettings())?.revision ?? 0;
      await registry.registerMunicipality(s.municipality(s.aarhus), s.noon);
      assert.deepEqual(await store.forTenant(s.aarhus).loadSettings(), {
        ...settings,
        retention: { textMonths: 24, registrationMonths: 60, auditMonths: 60 },
        kind: 'municipality',
        revision: before + 1,
        limits: (await tenant.loadSettings())?.limits,
      });
      assert.deepEqual(await registry.findIssuer('https://journal.example/aarhus'), issuers[0]);
      assert.equal(await registry.findIssuer('https://journal.example/nobody'), undefined);
      assert.equal(await registry.allowsOrigin('https://aarhus.example'), true);
      assert.equal(await registry.allowsOrigin('https://evil.example'), false);
      const disabled = issuers.map((one) => ({ ...one, enabled: false }));
      await registry.registerMunicipality({ ...s.municipality(s.aarhus), issuers: disabled }, s.noon);
      assert.equal(await registry.allowsOrigin('https://aarhus.example'), false);
      await registry.setPeriodLimit({ appliesFrom: instant(0), maxDays: 60 }, s.noon);
      assert.deepEqual((await tenant.loadSettings())?.limits, [{ appliesFrom: 0, maxDays: 60 }]);
      assert.equal((await tenant.readAudit(1, 10_000)).at(-1)?.action, 'period_limit_set');
      const known = (await registry.listTenants()).map(({ id }) => id);
      assert.ok(known.includes(s.aarhus) && known.includes(s.odense));
    });

    // Attack: whoever may register a municipality points it at an issuer another municipality trusts.
    it('refuses an issuer that belongs to another municipality', async () => {
      const stolen = s.municipality(s.aarhus, 'https://journal.example/odense');
      await assert.rejects(store.registry.registerMunicipality(stolen, s.noon));
      assert.equal((await store.registry.findIssuer('https://journal.example/odense'))?.tenant, s.odense);
    });

    it('proves with a write that it can write', async () => {
      await store.probe(s.noon);
      await store.probe(s.at(1));
    });

    sessionContract(context);
    loginContract(context);
    retentionContract(context);
    extractContract(context);
    figureContract(context);
    noticeContract(context);
    settingsContract(context);
    departmentContract(context);
    outboxContract(context);
    credentialContract(context);
    tamperContract(context);
    canaryContract(context);
  });
};
