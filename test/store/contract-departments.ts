import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actorId, orgBlurringId } from '../../server/domain/ids.ts';
import {
  approveOrgBlurring,
  proposeOrgBlurring,
  removeOrgBlurring,
} from '../../server/domain/org-blurring.ts';
import type { OrgBlurring, OrgDecided } from '../../server/domain/org-blurring.ts';
import type { Unit } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

export const departmentContract = ({ store, tenant, database }: Context): void => {
  const documentation = 'Kanariefugl i dokumentationen';
  const nurse = { actor: s.nurse, uuid: null };
  const boss = { actor: actorId('actor-2'), uuid: null };
  const by = { actor: s.nurse, session: 'session-1' };
  let codes = 1_000;
  /** A unit no test has used. */
  const freshCode = (): string => String(++codes);

  const must = (decided: OrgDecided) => ('after' in decided ? decided : assert.fail(decided.refused.code));
  const proposal = (code: string) =>
    must(
      proposeOrgBlurring(
        {
          ...{ id: orgBlurringId(s.newId()), cvr: s.hospital, classification: 'SHAK', code },
          ...{ name: 'Enheden', documentation, by: nurse, at: s.noon },
        },
        [s.hospital],
      ),
    );
  const propose = async (code: string): Promise<OrgBlurring> => {
    const decided = proposal(code);
    const outcome = await tenant().departments.commit({
      ...{ ...decided, documentation, expectedRevision: 0, by, now: s.noon },
    });
    assert.equal(outcome, 'committed');
    return decided.after;
  };
  const commit = (before: OrgBlurring, decided: OrgDecided) =>
    tenant().departments.commit({ ...must(decided), expectedRevision: before.revision, by, now: s.noon });
  const approve = async (before: OrgBlurring): Promise<OrgBlurring> => {
    const decided = must(approveOrgBlurring(before, { by: boss, at: s.noon, revision: before.revision }, 12));
    assert.equal(await commit(before, decided), 'committed');
    return decided.after;
  };
  const keyOf = ({ cvr, classification, code }: OrgBlurring) => ({
    tenant: s.odense,
    cvr,
    classification,
    code,
  });
  const claim = async (leaseToken: string, ms = 0) =>
    store().departments.claim({ now: s.at(ms), limit: 1_000, leaseMs: 60_000, leaseToken });
  const drain = async (): Promise<void> => {
    const far = 3_650 * s.day;
    for (const key of await claim('drain', far)) {
      const { wantedRevision: revision } = await store().departments.loadKey(key);
      const settlement = { kind: 'delivered', revision, repeatAt: null } as const;
      await store().departments.settle(key, 'drain', null, settlement, s.at(far));
    }
    assert.equal(await store().departments.nextDueAt(), null);
  };

  it('keeps a department blurring with its documentation, sealed, and gives both back', async () => {
    const one = await propose(freshCode());
    const found = await tenant().departments.find(one.id);
    assert.equal(found?.documentation, documentation);
    assert.deepEqual(found.department, one);
    assert.equal(found.delivery, null);
    const [row] = await database().sql(`select * from org_blurrings where id = '${one.id}'`);
    for (const value of Object.values(row ?? {}))
      assert.ok(!(Buffer.isBuffer(value) ? value.toString('latin1') : String(value)).includes('Kanarie'));
    assert.equal(await store().forTenant(s.aarhus).departments.find(one.id), undefined);
    assert.deepEqual(await store().forTenant(s.aarhus).departments.list(10), []);
  });

  it('has one open blurring of a unit, however many propose at once', async () => {
    const code = freshCode();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        tenant().departments.commit({
          ...proposal(code),
          documentation,
          expectedRevision: 0,
          by,
          now: s.noon,
        }),
      ),
    );
    assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === 'unit_blurred').length, 9);
  });

  it('takes one of several decisions on the same revision, with one audit entry and one order', async () => {
    await drain();
    const one = await propose(freshCode());
    const decided = approveOrgBlurring(one, { by: boss, at: s.noon, revision: 1 }, 12);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => commit(one, decided)));
    assert.equal(outcomes.filter((outcome) => outcome === 'committed').length, 1);
    const history = await tenant().departments.history(one.id);
    assert.deepEqual(
      history.map(({ action }) => action),
      ['org_blurring_proposed', 'org_blurring_registered'],
    );
    const claims = await claim('one');
    assert.deepEqual(
      claims.map(({ code }) => code),
      [one.code],
    );
    assert.equal((await store().departments.loadKey(keyOf(one))).wantedRevision, 1);
    assert.equal((await tenant().verifyAudit()).broken, null);
    await drain();
  });

  // Attack: somebody with a way into the database, or a defect of ours, lets one person do both.
  it('holds no approval by the proposer, whoever writes it', async () => {
    const one = await propose(freshCode());
    await assert.rejects(
      database().sql(
        `update org_blurrings set state = 'registered', decided_by = proposed_by, decided_at = proposed_at where id = '${one.id}'`,
      ),
    );
  });

  it('gives a key to one worker at a time, and back when its lease has run out', async () => {
    await drain();
    const one = await approve(await propose(freshCode()));
    const [first] = await claim('first');
    assert.equal(first?.code, one.code);
    assert.deepEqual(await claim('second'), []);
    assert.equal(await store().departments.nextDueAt(), s.at(60_000));
    const [second] = await claim('second', 60_000);
    assert.equal(second?.attempts, 2);
    const attempt = { ...keyOf(one), revision: 1, messageId: s.newId(), now: s.at(60_000) };
    assert.equal(await store().departments.beginAttempt({ ...attempt, leaseToken: 'first' }), false);
    assert.equal(await store().departments.beginAttempt({ ...attempt, leaseToken: 'second' }), true);
    await drain();
  });

  it('is due again at once when more was wanted while a call was under way', async () => {
    await drain();
    const one = await approve(await propose(freshCode()));
    await claim('w');
    const messageId = s.newId();
    const attempt = { ...keyOf(one), leaseToken: 'w', revision: 1, messageId, now: s.noon };
    assert.equal(await store().departments.beginAttempt(attempt), true);
    await commit(one, removeOrgBlurring(one, { by: nurse, at: s.noon, revision: one.revision }, 'Ovre.'));
    const delivered = { kind: 'delivered', revision: 1, repeatAt: null } as const;
    await store().departments.settle(keyOf(one), 'w', messageId, delivered, s.at(1));
    const found = await tenant().departments.find(one.id);
    assert.deepEqual([found?.delivery?.registeredAt, found?.delivery?.removedAt], [s.at(1), null]);
    assert.equal(found?.note, 'Ovre.');
    const [again] = await claim('w', 1);
    assert.equal(again?.code, one.code);
    assert.equal((await store().departments.loadKey(keyOf(one))).blurred, false);
    await drain();
    assert.notEqual((await tenant().departments.find(one.id))?.delivery?.removedAt, null);
  });

  it('keeps a refused key aside until a person lets it go on, one or all of the CVR number', async () => {
    await drain();
    const refused = { kind: 'refused', code: 'no', pause: 'key' } as const;
    const ones = [await approve(await propose(freshCode())), await approve(await propose(freshCode()))];
    for (const key of await claim('w')) await store().departments.settle(key, 'w', null, refused, s.noon);
    assert.deepEqual(await claim('w', s.day), []);
    const references = (await store().outbox.deliveries('parked', 100)).map(({ reference }) => reference);
    for (const { code } of ones) assert.ok(references.includes(`SHAK ${code}`));
    const { parked } = await store().outbox.health(s.noon);
    assert.ok(parked >= 2);
    const counted = (await store().outbox.countByMunicipality()).find((each) => each.tenant === s.odense);
    assert.ok(counted && counted.parked >= 2);
    const three = await approve(await propose(freshCode()));
    for (const key of await claim('w')) await store().departments.settle(key, 'w', null, refused, s.noon);
    const named = { tenant: s.odense, cvr: s.hospital, reference: `SHAK ${three.code}` };
    assert.equal(await store().outbox.resumeKey(named, s.noon, s.nurse), true);
    assert.equal(await store().outbox.resumeKey(named, s.noon, s.nurse), false);
    assert.deepEqual(
      (await claim('w')).map(({ code }) => code),
      [three.code],
    );
    const [one, two] = ones;
    assert.ok(one && two);
    assert.equal((await tenant().departments.find(one.id))?.delivery?.parked, true);
    assert.equal(await tenant().departments.retry(one.id, s.noon, by), true);
    assert.equal(await tenant().departments.retry(one.id, s.noon, by), false);
    assert.equal(await store().forTenant(s.aarhus).departments.retry(two.id, s.noon, by), false);
    assert.deepEqual(
      (await claim('w')).map(({ code }) => code),
      [one.code],
    );
    assert.equal((await store().outbox.resume({ tenant: s.odense, cvr: s.hospital }, s.noon)) >= 1, true);
    assert.deepEqual(
      (await claim('w')).map(({ code }) => code),
      [two.code],
    );
    await drain();
  });

  it('finds units by the beginnings of their words, and closes what an import did not name', async () => {
    const { units } = store();
    const rest = { parent: null, owner: null, validFrom: null, validTo: null };
    const unit = (code: string, name: string): Unit => ({ classification: 'SOR', code, name, ...rest });
    const [a, b] = [unit('99000110000166', 'Åhuset Øst'), unit('99000210000165', 'Ådalen, Aarhus')];
    assert.equal(await units.put([a, { ...b, parent: a.code }], s.noon), 2);
    assert.equal(await units.put([a, { ...b, parent: a.code }], s.at(1)), 0);
    const search = async (...words: string[]) =>
      (await units.search({ words, code: null, now: s.at(5), limit: 10 })).map(({ name }) => name);
    assert.deepEqual(await search('åhu'), ['Åhuset Øst']);
    assert.deepEqual(await search('aar', 'ådal'), ['Ådalen, Aarhus']);
    assert.deepEqual(await search('huset'), []);
    assert.equal(await units.put([{ ...a, name: 'Omdøbt hus' }], s.at(2)), 1);
    assert.deepEqual([await search('åhuset'), await search('omdøbt')], [[], ['Omdøbt hus']]);
    const [found] = await units.search({ words: [], code: b.code, now: s.at(5), limit: 10 });
    assert.equal(found?.parent, 'Omdøbt hus');
    assert.deepEqual(await units.missing(['SOR'], s.at(2)), { open: 2, missing: 1 });
    assert.deepEqual(await units.missing(['SHAK'], s.at(2)), { open: 0, missing: 0 });
    assert.equal(await units.closeMissing(['SOR'], s.at(2)), 1);
    assert.equal(await units.find(b, s.at(5)), undefined);
    assert.deepEqual(await units.status(s.at(5)), { open: 1, closed: 1, lastImport: s.at(2) });
    // A unit that opens next week is not there yet.
    await units.put([{ ...b, validFrom: s.at(s.day) }], s.at(3));
    assert.equal(await units.find(b, s.at(5)), undefined);
    assert.equal((await units.find(b, s.at(s.day)))?.name, b.name);
  });

  it('remembers the last comparison with the register for each CVR number', async () => {
    const differences = [
      { kind: 'foreign' as const, classification: 'SHAK' as const, code: '1301', name: null },
    ];
    await tenant().departments.recordComparison(s.hospital, { code: 'network', differences: [] }, s.noon);
    await tenant().departments.recordComparison(s.hospital, { code: 'ok', differences }, s.at(1));
    assert.deepEqual(await tenant().departments.comparisons(), [
      { cvr: s.hospital, at: s.at(1), code: 'ok', differences },
    ]);
    assert.deepEqual(await store().forTenant(s.aarhus).departments.comparisons(), []);
  });
};
