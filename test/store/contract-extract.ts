import assert from 'node:assert/strict';
import { it } from 'node:test';
import { blurringId, instant, type Cpr } from '../../server/domain/ids.ts';
import { inForceSince } from '../../server/domain/status.ts';
import type { CaseFilter, ExtractRow } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

export const extractContract = ({ store, tenant, stranger }: Context): void => {
  const take = async (filter: CaseFilter): Promise<ExtractRow[]> => {
    const rows: ExtractRow[] = [];
    for await (const page of tenant().cases.extract(filter, s.noon)) rows.push(...page);
    return rows;
  };
  const of = async (person: Cpr): Promise<ExtractRow[]> =>
    take({ citizen: await tenant().citizenRef(person) });

  /** The register answers OK for each of a citizen's keys, a second after the other. */
  const deliver = async (person: Cpr, from: number): Promise<void> => {
    const { outbox } = store();
    const citizen = await tenant().citizenRef(person);
    const due = await outbox.claim({
      now: s.at(from),
      limit: 10_000,
      leaseMs: 60_000,
      leaseToken: 'extract',
    });
    const mine = due.filter((key) => key.citizen === citizen);
    for (const [index, key] of mine.entries()) {
      const messageId = s.newId();
      const now = s.at(from + index * 1000);
      const { wantedRevision: revision } = await outbox.loadKey(key);
      await outbox.beginAttempt({ ...key, leaseToken: 'extract', revision, messageId, now });
      await outbox.settle(key, 'extract', messageId, { kind: 'delivered', revision, repeatAt: null }, now);
    }
    await outbox.release(
      due.filter((key) => key.citizen !== citizen),
      'extract',
    );
  };

  it('takes out a registration with its organisations in order, its text, its renewals and the last reason given', async () => {
    const person = stranger();
    const id = blurringId(
      await s.register(tenant(), person, { cvrs: [s.hospital, s.clinic], text: 'Truede med kniv æøå' }),
    );
    await deliver(person, 1000);
    const by = s.nurse;
    const at = (days: number) => s.at(days * s.day);
    await s.apply(tenant(), person, { events: [{ type: 'blurring_confirmed', at: at(1), by, id }] });
    for (const [days, note] of [
      [2, 'Stadig utryg'],
      [3, 'Sag ved retten æøå'],
    ] as const)
      await s.apply(tenant(), person, {
        events: [{ type: 'blurring_renewed', at: at(days), by, id, from: at(30), endsAt: at(30 + days) }],
        note,
      });
    await s.apply(tenant(), person, {
      events: [{ type: 'blurring_ended', at: at(4), by, id }],
      note: 'Flyttet',
    });
    const [row, ...others] = await of(person);
    assert.equal(others.length, 0);
    const [seen] = await tenant().cases.find([id], true);
    assert.ok(row && seen);
    assert.deepEqual(row.blurring, seen.blurring);
    assert.deepEqual(row.blurring.cvrs, [s.hospital, s.clinic]);
    assert.deepEqual(
      [row.cpr, row.text, row.renewals, row.note, row.inForceSince],
      [person, 'Truede med kniv æøå', 2, 'Flyttet', s.at(2000)],
    );
  });

  it('says since when it was in force as the case does, never before it was registered', async () => {
    const person = stranger();
    await s.register(tenant(), person, { days: 60 });
    assert.deepEqual(
      (await of(person)).map((one) => one.inForceSince),
      [null],
    );
    await deliver(person, 1000);
    // Covered by what the register already has: no call is made for it.
    const shorter = await s.register(tenant(), person, { days: 10, now: s.at(5000) });
    const rows = await of(person);
    const cases = await tenant().loadBlurrings(await tenant().citizenRef(person), { withText: false });
    for (const { blurring, deliveries } of cases)
      assert.equal(
        rows.find((one) => one.blurring.id === blurring.id)?.inForceSince,
        inForceSince(blurring, deliveries),
      );
    assert.equal(rows.find((one) => one.blurring.id === shorter)?.inForceSince, s.at(5000));
  });

  it('takes each registration once, over several pages, in order of id', async () => {
    const people = Array.from({ length: 9 }, stranger);
    const from = s.at(-4000 * s.day);
    const made: string[] = [];
    for (let at = 0; at < 1_010; at += 1)
      made.push(
        await s.register(tenant(), people[at % people.length], {
          now: instant(from + at),
          ...(at % 3 === 0 ? { text: `nummer ${at}` } : {}),
        }),
      );
    const rows = await take({ registeredFrom: from, registeredTo: instant(from + 1_010) });
    assert.deepEqual(
      rows.map(({ blurring }) => blurring.id),
      [...made].sort(),
    );
    for (const { blurring, cpr, text } of rows) {
      const at = blurring.registeredAt - from;
      assert.equal(cpr, people[at % people.length]);
      assert.equal(text, at % 3 === 0 ? `nummer ${at}` : null);
    }
  });

  it('takes nothing of another municipality', async () => {
    const person = stranger();
    await s.register(store().forTenant(s.aarhus), person, { text: 'Et andet sted' });
    assert.deepEqual(await of(person), []);
    const rows = await take({});
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ text }) => text !== 'Et andet sted'));
  });
};
