import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { LedgerEntry } from '../../examples/simulators/national/ledger.ts';
import { tenantId } from '../../server/domain/ids.ts';
import { createSignal } from '../support/signals.ts';
import { Unanswered, visit, type Visitor } from './server-kill-client.ts';
import { compare, remember, type Compared, type Memory } from './server-kill-compare.ts';
import { createKillSystem, municipalities, type KillSystem } from './server-kill-system.ts';

const rounds = Number(process.env['KILL_ROUNDS'] ?? 100);
const seed = Number(process.env['KILL_SEED'] ?? randomInt(1_000_000));
/** Clients at work at the same time; each has citizens of its own, so that it knows in which order they were changed. */
const clients = 4;
const citizens = 80;
/** The server is killed within this long after the first acknowledged change of a round, milliseconds. */
const killWithinMs = 400;

const later = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));

/** mulberry32 */
const createRandom = (from: number): (() => number) => {
  let state = from >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

describe(`the server, killed at a random moment ${rounds} times (KILL_SEED=${seed})`, () => {
  const random = createRandom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const people = Array.from({ length: citizens }, (_, number) => {
    const municipality = municipalities[number % 2] ?? municipalities[0];
    const cpr = `010170${String(number).padStart(4, '0')}`;
    const memory: Memory = { cpr, cvr: municipality.cvr, known: new Map(), doubt: undefined };
    return { municipality, memory };
  });
  let system: KillSystem;
  const ledger: LedgerEntry[] = [];
  let ended: Compared;

  before(async () => void (system = await createKillSystem()));
  after(() => system.stop());

  const visitorOf = (number: number, port: number, acknowledged: () => void): Visitor => {
    const { municipality, memory } = people[number] ?? assert.fail();
    // Pressing again is the same person's doing.
    const user = memory.doubt?.user ?? `user-${pick(3)}`;
    return { system, port, municipality, memory, user, acknowledged };
  };

  /** One citizen's form: what was in doubt is pressed again or left, then a few changes. */
  const work = async (visitor: Visitor): Promise<void> => {
    const { memory } = visitor;
    const form = await visit(visitor);
    const seen = await form.view();
    if (memory.doubt && pick(2) === 0) await form.pressAgain();
    else for (const one of seen.blurrings) remember(memory, one);
    memory.doubt = undefined;
    for (let changes = 1 + pick(3); changes > 0; changes -= 1) {
      const inForce = [...memory.known].filter(([, { ended: over }]) => !over).map(([id]) => id);
      const one = inForce[pick(inForce.length)];
      const choice = pick(3);
      if (one === undefined || choice === 0) await form.register(1 + pick(90));
      else if (choice === 1) await form.renew(one, 1 + pick(90));
      else await form.end(one);
    }
    await form.view();
  };

  test('loses nothing it acknowledged, and tells the register of each', { timeout: 1_800_000 }, async () => {
    let acknowledged = 0;
    const doubts = new Set<string>();
    for (let round = 1; round <= rounds; round += 1) {
      const server = await system.startServer();
      const first = createSignal();
      let killing = false;
      const client = async (own: number): Promise<void> => {
        while (!killing) {
          const number = own + clients * pick(citizens / clients);
          const onAcknowledged = (): void => {
            acknowledged += 1;
            first.fire();
          };
          await work(visitorOf(number, server.port, onAcknowledged)).catch((error: unknown) => {
            if (!killing || !(error instanceof Unanswered))
              throw new Error(`round ${round}, KILL_SEED=${seed}`, { cause: error });
          });
        }
      };
      const working = Promise.all(Array.from({ length: clients }, (_, own) => client(own)));
      try {
        await Promise.race([first.next(), working]);
        // The fault itself, at a moment of chance.
        await later(random() * killWithinMs);
      } finally {
        killing = true;
        await server.kill();
      }
      await working;
      for (const { memory } of people) if (memory.doubt) doubts.add(memory.doubt.key);
      ledger.push(...(await system.ledgerAfter(ledger.at(-1)?.number ?? 0)));
    }

    const server = await system.startServer();
    for (const [number, { memory }] of people.entries()) {
      const form = await visit(visitorOf(number, server.port, () => undefined));
      await form.pressAgain();
      await form.view();
      assert.equal(memory.doubt, undefined);
    }
    let health = { waiting: NaN, parked: NaN, status: '' };
    while (health.waiting !== 0) {
      await later(200);
      const answer = await fetch(`http://127.0.0.1:${server.port}/health/ready`);
      health = (await answer.json()) as typeof health;
      assert.deepEqual([answer.status, health.parked], [200, 0], JSON.stringify(health));
    }
    const answers = [];
    for (const [number, { memory }] of people.entries()) {
      const form = await visit(visitorOf(number, server.port, () => undefined));
      answers.push({ memory, answer: await form.view() });
    }
    await server.stop();
    ledger.push(...(await system.ledgerAfter(ledger.at(-1)?.number ?? 0)));
    ended = { citizens: answers, ledger, register: await system.register(), now: Date.now() };
    assert.deepEqual(compare(ended), [], `KILL_SEED=${seed}`);
    // Rounds in which nothing happened would prove nothing.
    assert.ok(acknowledged >= rounds && ledger.length >= rounds);
    console.log(`${acknowledged} changes acknowledged, ${doubts.size} left in doubt, ${ledger.length} calls`);
  });

  test('has an unbroken audit chain with every registration in it', async () => {
    const store = await system.openStore();
    try {
      for (const { id, cvr } of municipalities) {
        const tenant = store.forTenant(tenantId(id));
        const { entries, broken } = await tenant.verifyAudit();
        assert.equal(broken, null);
        const audited = (await tenant.readAudit(0, entries + 1)).filter(
          ({ action }) => action === 'blurring_registered',
        );
        const own = people.filter(({ memory }) => memory.cvr === cvr);
        assert.deepEqual(
          audited.map(({ subject }) => subject).sort(),
          own.flatMap(({ memory }) => [...memory.known.keys()]).sort(),
        );
      }
    } finally {
      await store.close();
    }
  });

  // The comparison itself could be blind; these take away what it must miss.
  const keyInForce = (): { cvr: string; cpr: string } => {
    const found = ended.citizens.find(({ answer }) => answer.blurred_until !== null) ?? assert.fail();
    return found.memory;
  };
  const says = (changed: Partial<Compared>, { cvr, cpr }: { cvr: string; cpr: string }, what: string): void =>
    assert.ok(
      compare({ ...ended, ...changed }).includes(`${cvr} ${cpr}: ${what}`),
      compare({ ...ended, ...changed }).join('\n'),
    );
  const lastCall = ({ cvr, cpr }: { cvr: string; cpr: string }): LedgerEntry =>
    ended.ledger.findLast((entry) => entry.kept && entry.cvr === cvr && entry.cpr === cpr) ?? assert.fail();

  test('would be caught with a call that never arrived', () => {
    const key = keyInForce();
    const call = lastCall(key);
    const register = ended.register.filter(({ cvr, cpr }) => cvr !== key.cvr || cpr !== key.cpr);
    says({ register }, key, 'the register does not hold what is wanted');
    const calls = ended.ledger.filter((entry) => entry.cvr !== key.cvr || entry.cpr !== key.cpr);
    says({ ledger: calls }, key, 'shown as in force, and no call has carried it');
    const others = ended.ledger.filter(
      (entry) => entry.number < call.number || entry.cvr !== key.cvr || entry.cpr !== key.cpr,
    );
    const moved = ended.register.map((row) =>
      row.cvr === key.cvr && row.cpr === key.cpr ? { ...row, end: row.end + 1_000 } : row,
    );
    says({ ledger: others, register: moved }, key, 'the register holds something else than its last call');
  });

  test('would be caught with the CVR number of the other municipality', () => {
    const key = keyInForce();
    const call = lastCall(key);
    const cvr = municipalities.find((one) => one.cvr !== key.cvr)?.cvr ?? assert.fail();
    const swapped = ended.ledger.map((entry) => (entry === call ? { ...entry, cvr } : entry));
    says({ ledger: swapped }, { cvr, cpr: key.cpr }, 'a foreign CVR number');
  });

  test('would be caught with an acknowledged registration that is gone, or is another', () => {
    const key = keyInForce();
    const without = ended.citizens.map((one) =>
      one.memory === key ? { ...one, answer: { blurred_until: null, blurrings: [] } } : one,
    );
    const [id] = [...(people.find(({ memory }) => memory === key)?.memory.known.keys() ?? [])];
    says({ citizens: without }, key, `registration ${id} is lost`);
    says({ citizens: without }, key, 'the server wants something else than it acknowledged');
  });
});
