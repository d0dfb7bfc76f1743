import assert from 'node:assert/strict';
import { it } from 'node:test';
import { blurringId } from '../../server/domain/ids.ts';
import { inForceSince, statusOf } from '../../server/domain/status.ts';
import type { Claim, Settlement } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

export const outboxContract = ({ store, tenant, stranger }: Context): void => {
  const outbox = () => store().outbox;
  const lease = 60_000;
  const claim = (leaseToken: string, ms = 0, limit = 10_000) =>
    outbox().claim({ now: s.at(ms), limit, leaseMs: lease, leaseToken });

  /** Everything earlier tests left is delivered, so that a test sees its own keys only. */
  const drain = async (): Promise<void> => {
    for (const tenantId of [s.odense, s.aarhus])
      for (const cvr of [s.hospital, s.clinic]) await outbox().resume({ tenant: tenantId, cvr }, s.noon);
    const far = 3650 * s.day;
    const held = await claim('drain', far);
    for (const key of held) {
      const { wantedRevision } = await outbox().loadKey(key);
      await outbox().settle(
        key,
        'drain',
        null,
        { kind: 'delivered', revision: wantedRevision, repeatAt: null },
        s.at(far),
      );
    }
    assert.equal(await outbox().nextDueAt(), null);
  };

  const call = async (
    key: Claim,
    token: string,
    settlement: Settlement,
    ms: number,
    revision = 1,
  ): Promise<boolean> => {
    const messageId = s.newId();
    assert.equal(
      await outbox().beginAttempt({ ...key, leaseToken: token, revision, messageId, now: s.at(ms) }),
      true,
    );
    return outbox().settle(key, token, messageId, settlement, s.at(ms));
  };

  const delivered = (revision: number, repeatAt: number | null = null): Settlement => ({
    kind: 'delivered',
    revision,
    repeatAt: repeatAt === null ? null : s.at(repeatAt),
  });

  const view = async (person: Parameters<typeof s.register>[1]) => {
    const [one] = await tenant().loadBlurrings(await tenant().citizenRef(person ?? s.citizen), {
      withText: false,
    });
    return one ?? assert.fail('nothing registered');
  };

  it('gives each waiting key to one of six claimers', async () => {
    await drain();
    const people = Array.from({ length: 30 }, stranger);
    await Promise.all(people.map((person) => s.register(tenant(), person)));
    const claims = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => claim(`claimer-${n}`, 0, 7)));
    const again = await claim('seventh');
    const all = [...claims, again].flat().map(({ citizen }) => citizen);
    assert.equal(new Set(all).size, all.length);
    assert.equal(all.length, 30);
    assert.ok(claims.every((one) => one.length <= 7));
    assert.deepEqual(await claim('nobody'), []);
  });

  it('delivers: the registration is then in force nationally since that moment', async () => {
    await drain();
    const person = stranger();
    await s.register(tenant(), person, { cvrs: [s.hospital, s.clinic] });
    assert.equal((await outbox().health(s.noon)).waiting, 2);
    assert.equal((await outbox().health(s.noon)).oldestWaitingSince, s.noon);
    const keys = await claim('a');
    const [first, second] = keys;
    assert.ok(first && second);
    assert.deepEqual([first.attempts, first.waitingSince, first.leasedUntil], [1, s.noon, s.at(lease)]);
    assert.equal((await outbox().loadKey(first)).everAttempted, false);
    assert.equal(await (await outbox().loadKey(first)).openCpr(), person);
    await call(first, 'a', delivered(1), 1000);
    const half = await view(person);
    assert.equal(inForceSince(half.blurring, half.deliveries), null);
    await call(second, 'a', delivered(1), 2000);
    const whole = await view(person);
    assert.equal(inForceSince(whole.blurring, whole.deliveries), s.at(2000));
    assert.equal(statusOf(whole.blurring, whole.deliveries, s.at(2000)), 'in_force');
    assert.deepEqual(await outbox().health(s.noon), { waiting: 0, parked: 0, oldestWaitingSince: null });
    assert.equal(await outbox().nextDueAt(), null);
  });

  it('shows a shorter registration as in force since the delivery of the longer one', async () => {
    await drain();
    const person = stranger();
    await s.register(tenant(), person, { days: 60 });
    const [key] = await claim('a');
    await call(key ?? assert.fail(), 'a', delivered(1), 1000);
    await s.register(tenant(), person, { days: 10, now: s.at(5000) });
    const shorter = await view(person);
    assert.equal(statusOf(shorter.blurring, shorter.deliveries, s.at(5000)), 'in_force');
    assert.equal(inForceSince(shorter.blurring, shorter.deliveries), s.at(5000));
    assert.equal(await outbox().nextDueAt(), null);
  });

  // Attack: none; a stalled process wakes up after another has taken over, and must not overwrite what that one learned.
  it('refuses the settlement and the attempt of a lease that another has taken over', async () => {
    await drain();
    await s.register(tenant(), stranger());
    const [key] = await claim('slow');
    assert.ok(key);
    assert.equal(await outbox().nextDueAt(), s.at(lease));
    assert.deepEqual(await claim('early', lease - 1), []);
    const [again] = await claim('next', lease);
    assert.equal(again?.attempts, 2);
    const attempt = { ...key, revision: 1, messageId: s.newId(), now: s.at(lease) };
    assert.equal(await outbox().beginAttempt({ ...attempt, leaseToken: 'slow' }), false);
    assert.equal(await outbox().settle(key, 'slow', null, delivered(1), s.at(lease)), false);
    assert.equal((await outbox().health(s.noon)).waiting, 1);
    assert.equal(await call(again, 'next', delivered(1), lease), true);
  });

  it('begins no attempt on a lease that has run out', async () => {
    await drain();
    await s.register(tenant(), stranger());
    const [key] = await claim('a');
    const late = {
      ...(key ?? assert.fail()),
      leaseToken: 'a',
      revision: 1,
      messageId: s.newId(),
      now: s.at(lease),
    };
    assert.equal(await outbox().beginAttempt(late), false);
  });

  it('is due again at once when the citizen’s blurring changed during the call', async () => {
    await drain();
    const person = stranger();
    await s.register(tenant(), person, { days: 10 });
    const [key] = await claim('a');
    assert.ok(key);
    const messageId = s.newId();
    await outbox().beginAttempt({ ...key, leaseToken: 'a', revision: 1, messageId, now: s.at(1000) });
    await s.register(tenant(), person, { days: 20, now: s.at(2000) });
    assert.deepEqual(await claim('b', 2000), []);
    await outbox().settle(key, 'a', messageId, delivered(1), s.at(3000));
    assert.equal(await outbox().nextDueAt(), s.at(3000));
    const longer = await view(person);
    assert.equal(statusOf(longer.blurring, longer.deliveries, s.at(3000)), 'registered');
    const [next] = await claim('b', 3000);
    assert.ok(next);
    assert.deepEqual([next.attempts, next.waitingSince], [1, s.at(1000)]);
    assert.equal((await outbox().loadKey(next)).wantedRevision, 2);
    await call(next, 'b', delivered(2), 4000, 2);
    assert.equal((await outbox().health(s.noon)).waiting, 0);
  });

  it('waits after a failure, remembers an unknown fate, and sends once more after the delivery', async () => {
    await drain();
    const person = stranger();
    await s.register(tenant(), person);
    const [first] = await claim('a');
    await call(first ?? assert.fail(), 'a', { kind: 'unknown', code: 'timeout', dueAt: s.at(10_000) }, 1000);
    const waiting = await view(person);
    assert.equal(statusOf(waiting.blurring, waiting.deliveries, s.at(1000)), 'on_its_way');
    assert.equal(statusOf(waiting.blurring, waiting.deliveries, s.at(15 * 60_000)), 'delayed');
    assert.deepEqual(await claim('b', 9999), []);
    const [second] = await claim('b', 10_000);
    assert.equal(second?.attempts, 2);
    const known = await outbox().loadKey(second);
    assert.deepEqual([known.everAttempted, known.unknownSince], [true, true]);
    await call(second, 'b', delivered(1, 600_000), 11_000);
    assert.equal(await outbox().nextDueAt(), s.at(600_000));
    const [repeat] = await claim('c', 600_000);
    assert.equal(repeat?.waitingSince, s.at(600_000));
    assert.equal((await outbox().loadKey(repeat)).unknownSince, false);
    await call(repeat, 'c', { kind: 'retry', code: 'refused', dueAt: s.at(700_000) }, 600_000);
    assert.equal(await outbox().nextDueAt(), s.at(700_000));
    const [last] = await claim('d', 700_000);
    await call(last ?? assert.fail(), 'd', delivered(1), 700_000);
    assert.equal(await outbox().nextDueAt(), null);
    const done = await view(person);
    assert.equal(inForceSince(done.blurring, done.deliveries), s.at(11_000));
  });

  it('counts an attempt whose process died as one of unknown fate', async () => {
    await drain();
    await s.register(tenant(), stranger());
    const [key] = await claim('a');
    assert.ok(key);
    await outbox().beginAttempt({ ...key, leaseToken: 'a', revision: 1, messageId: s.newId(), now: s.noon });
    const [again] = await claim('b', lease);
    assert.equal((await outbox().loadKey(again ?? assert.fail())).unknownSince, true);
  });

  it('does not call it a delivery when there was nothing to send', async () => {
    await drain();
    const person = stranger();
    const id = blurringId(await s.register(tenant(), person));
    await s.apply(tenant(), person, {
      events: [{ type: 'blurring_ended', at: s.at(10), by: s.nurse, id }],
      now: s.at(10),
    });
    const [key] = await claim('a', 10);
    assert.equal(
      await outbox().settle(
        key ?? assert.fail(),
        'a',
        null,
        { kind: 'nothing_to_send', revision: 2 },
        s.at(20),
      ),
      true,
    );
    const ended = await view(person);
    assert.equal(inForceSince(ended.blurring, ended.deliveries), null);
    assert.equal(await outbox().nextDueAt(), null);
  });

  it('leaves a refused key alone until someone lets it go on', async () => {
    await drain();
    const person = stranger();
    await s.register(tenant(), person);
    const [key] = await claim('a');
    await call(key ?? assert.fail(), 'a', { kind: 'refused', code: 'syntax_error', pause: 'key' }, 1000);
    const parked = await view(person);
    assert.equal(statusOf(parked.blurring, parked.deliveries, s.at(1000)), 'needs_attention');
    assert.deepEqual(await claim('b', s.day), []);
    assert.equal((await outbox().health(s.noon)).parked, 1);
    assert.equal(await outbox().nextDueAt(), null);
    assert.equal(await outbox().resume({ tenant: s.odense, cvr: s.hospital }, s.at(5000)), 1);
    assert.equal((await claim('b', 5000)).length, 1);
  });

  it('pauses all keys of an organisation whose certificate is refused, and no one else’s', async () => {
    await drain();
    const [first, second] = [stranger(), stranger()];
    await s.register(tenant(), first);
    await s.register(tenant(), second, { cvrs: [s.hospital, s.clinic] });
    await s.register(store().forTenant(s.aarhus), second);
    const [key] = (await claim('a', 0)).filter((one) => one.tenant === s.odense && one.cvr === s.hospital);
    assert.ok(key);
    await call(key, 'a', { kind: 'refused', code: 'invalid_certificate', pause: 'cvr' }, 1000);
    const free = await claim('b', lease);
    assert.deepEqual(free.map((one) => `${one.tenant} ${one.cvr}`).sort(), [
      `aarhus ${s.hospital}`,
      `odense ${s.clinic}`,
    ]);
    assert.equal((await outbox().health(s.noon)).parked, 2);
    const paused = await view(first);
    assert.equal(statusOf(paused.blurring, paused.deliveries, s.at(1000)), 'needs_attention');
    assert.equal(await outbox().resume({ tenant: s.odense, cvr: s.hospital }, s.at(lease)), 2);
    assert.equal((await claim('c', lease)).length, 2);
  });

  it('lists what waits and what is parked by a reference that is not the citizen, with what was heard last', async () => {
    await drain();
    const [first, second] = [stranger(), stranger()];
    await s.register(tenant(), first);
    await s.register(tenant(), second);
    const keys = await claim('a', 0);
    const [one, other] = [keys[0] ?? assert.fail(), keys[1] ?? assert.fail()];
    await call(one, 'a', { kind: 'refused', code: 'syntax_error', pause: 'key' }, 1000);
    await call(other, 'a', { kind: 'unknown', code: 'http_503', dueAt: s.at(9000) }, 1000);
    const [parked, ...more] = await outbox().deliveries('parked', 10);
    assert.equal(more.length, 0);
    assert.equal(parked?.reason, 'syntax_error');
    assert.deepEqual([parked?.last?.outcome, parked?.last?.code], ['refused', 'syntax_error']);
    assert.equal(parked?.nextAt, null);
    const [waiting] = await outbox().deliveries('waiting', 10);
    assert.deepEqual([waiting?.last?.outcome, waiting?.last?.code], ['unknown', 'http_503']);
    assert.equal(waiting?.nextAt, s.at(9000));
    assert.equal((await outbox().deliveries('waiting', 0)).length, 0);
    for (const row of [parked, waiting]) {
      assert.match(row?.reference ?? '', /^[\w-]{12}$/);
      const shown = JSON.stringify(row);
      for (const key of keys) assert.ok(!shown.includes(key.citizen));
    }
  });

  it('lets one parked key go on, and not the one beside it', async () => {
    await drain();
    await s.register(tenant(), stranger());
    await s.register(tenant(), stranger());
    for (const key of await claim('a', 0))
      await call(key, 'a', { kind: 'refused', code: 'syntax_error', pause: 'key' }, 1000);
    const [one, two] = await outbox().deliveries('parked', 10);
    const { cvr, reference } = one ?? assert.fail();
    const scope = { tenant: s.odense, cvr, reference };
    assert.equal(
      await outbox().resumeKey({ ...scope, reference: 'AAAAAAAAAAAA' }, s.at(2000), s.nurse),
      false,
    );
    // A reference of one municipality opens nothing in another.
    assert.equal(await outbox().resumeKey({ ...scope, tenant: s.aarhus }, s.at(2000), s.nurse), false);
    assert.equal(await outbox().resumeKey(scope, s.at(2000), s.nurse), true);
    assert.equal((await claim('b', 2000)).length, 1);
    assert.deepEqual(
      (await outbox().deliveries('parked', 10)).map((row) => row.reference),
      [two?.reference],
    );
    await outbox().resume({ tenant: s.odense, cvr }, s.at(3000));
  });

  it('stops an organisation because a person says so, tells who, and lets it go on the same way', async () => {
    await drain();
    await s.register(tenant(), stranger());
    const scope = { tenant: s.odense, cvr: s.hospital };
    assert.equal(await outbox().pause(scope, 'operator', s.at(10), s.nurse), true);
    assert.equal(await outbox().pause(scope, 'operator', s.at(11), s.nurse), false);
    assert.deepEqual(await claim('a', 20), []);
    assert.deepEqual(await outbox().paused(), [
      { ...scope, since: s.at(10), reason: 'operator', waiting: 1 },
    ]);
    assert.equal(await outbox().resume(scope, s.at(30), s.nurse), 1);
    assert.deepEqual(await outbox().paused(), []);
    assert.equal((await claim('b', 30)).length, 1);
    const entries = (await tenant().readAudit(1, 100_000)).slice(-2);
    assert.deepEqual(
      entries.map(({ action, actor, subject }) => [action, actor, subject]),
      [
        ['delivery_paused', s.nurse, s.hospital],
        ['delivery_resumed', s.nurse, s.hospital],
      ],
    );
  });

  it('gives keys back untouched', async () => {
    await drain();
    await s.register(tenant(), stranger());
    const keys = await claim('a');
    await outbox().release(keys, 'not mine');
    assert.deepEqual(await claim('b'), []);
    await outbox().release(keys, 'a');
    const [again] = await claim('b');
    assert.equal(again?.attempts, 1);
  });

  it('tells the relay after a commit that there is something to deliver', async () => {
    const woken = new Promise<void>((resolve) => {
      const stop = store().onWanted(() => {
        stop();
        resolve();
      });
    });
    await s.register(tenant(), stranger());
    await woken;
  });
};
