import type { Cvr, TenantId } from '../../../server/domain/ids.ts';
import type { OutboxStore, RegisterKey } from '../../../server/store/store.ts';
import { attemptProblem } from './attempt-check.ts';
import type { Clock } from './clock.ts';
import type { ModelDatabase } from './database.ts';
import type { History } from './history.ts';
import type { Municipality, Person } from './municipalities.ts';
import type { Register, Sent } from './register.ts';
import { statusProblems } from './status-check.ts';

/** A promise that was broken, in words a control can look for. */
class Violation extends Error {}

export type Checker = {
  /** The outbox, watched: what is claimed, begun and settled. */
  watch(outbox: OutboxStore): OutboxStore;
  /** Looks at a call before the register takes note of it. */
  onCall(sent: Sent): void;
  /** A command of this citizen was acknowledged, or a person let something go on: a call may come at once. */
  onChange(tenant: TenantId): void;
  violated(promise: string): void;
  /** Throws the first broken promise; looks at the status of those whose deliveries or registrations moved. */
  look(): Promise<void>;
  /** Every attempt that was begun says what its caller was told, or nothing. */
  attempts(): void;
};

type Watched = {
  clock: Clock;
  database: ModelDatabase;
  history: History;
  municipalities: readonly Municipality[];
  register: () => Register;
};

/** The shortest wait the relay may leave between failed attempts: two seconds, less a fifth. */
const shortestWaitMs = 1_600;

export const createChecker = ({ clock, database, history, municipalities, register }: Watched): Checker => {
  const broken: string[] = [];
  const begun = new Map<string, RegisterKey>();
  /** Keys and CVR numbers that wait for a person, each since a moment of its own. */
  const paused = new Map<string, symbol>();
  const moved = new Set<Person>();
  const changes = new Map<string, number>();
  const violated = (promise: string): void => void broken.push(promise);
  const ofTenant = (id: TenantId): Municipality | undefined => municipalities.find((one) => one.id === id);
  const personOf = (key: RegisterKey): Person | undefined =>
    ofTenant(key.tenant)?.people.find(({ citizen }) => citizen === key.citizen);
  const move = (key: RegisterKey): void => {
    const person = personOf(key);
    if (person) moved.add(person);
  };
  const scopeOf = ({ tenant, cvr }: { tenant: TenantId; cvr: Cvr }): string => `${tenant} ${cvr}`;
  const keyOf = (key: RegisterKey): string => `${scopeOf(key)} ${key.citizen}`;
  const hold = (name: string): void => void paused.set(name, paused.get(name) ?? Symbol());

  const checkAttempt = (messageId: string, key: RegisterKey): void => {
    const sent = register().ledger.find((one) => one.messageId === messageId);
    const problem = attemptProblem(database.attempt(key.tenant, messageId), sent);
    if (problem !== undefined) violated(problem);
  };

  const checkStatus = async ({ store }: Municipality, { citizen, cpr }: Person): Promise<void> => {
    const stored = await store.loadBlurrings(citizen, { withText: false });
    statusProblems(stored, cpr, register(), clock.now()).forEach(violated);
  };

  const watch = (outbox: OutboxStore): OutboxStore => ({
    ...outbox,
    claim: async (request) => {
      const before = new Map(paused);
      const claims = await outbox.claim(request);
      // What was held when the claim was asked for, and is held still: a claim may share a transaction with what holds it.
      const isHeld = (name: string): boolean => before.has(name) && before.get(name) === paused.get(name);
      if (claims.some((key) => isHeld(scopeOf(key)))) violated('a paused CVR number was delivered for');
      if (claims.some((key) => isHeld(keyOf(key)))) violated('a parked key was delivered');
      return claims;
    },
    beginAttempt: async (attempt) => {
      const answer = await outbox.beginAttempt(attempt);
      if (answer) begun.set(attempt.messageId, attempt);
      move(attempt);
      return answer;
    },
    settle: async (key, leaseToken, messageId, settlement, now) => {
      const answer = await outbox.settle(key, leaseToken, messageId, settlement, now);
      if (answer && settlement.kind === 'refused')
        hold(settlement.pause === 'cvr' ? scopeOf(key) : keyOf(key));
      if (messageId !== null) checkAttempt(messageId, key);
      move(key);
      return answer;
    },
    pause: async (scope, reason, now, by) => {
      const answer = await outbox.pause(scope, reason, now, by);
      hold(scopeOf(scope));
      return answer;
    },
    resume: async (scope, now, by) => {
      const keys = await outbox.resume(scope, now, by);
      for (const name of paused.keys()) if (name.startsWith(scopeOf(scope))) paused.delete(name);
      changes.set(scope.tenant, clock.now());
      return keys;
    },
  });

  /** Three calls for a key that waited for nothing: not for their time, and for no change of what is wanted. */
  const checkPace = (sent: Sent, key: RegisterKey): void => {
    const [first, second] = register()
      .ledger.filter(({ cvr, cpr }) => cvr === sent.cvr && cpr === sent.cpr)
      .slice(-2);
    if (!first || !second || (changes.get(key.tenant) ?? 0) >= first.at) return;
    const failed = [first, second].every(({ outcome }) => outcome && outcome.kind !== 'delivered');
    if (failed && sent.at - first.at < shortestWaitMs) violated('failed calls repeat without a wait');
  };

  const onCall = (sent: Sent): void => {
    const key = begun.get(sent.messageId);
    if (!key) return violated('a call without an attempt written before it');
    const flying = register().inFlight();
    if (flying.some(({ cvr, cpr }) => cvr === sent.cvr && cpr === sent.cpr))
      violated('two calls at once for one key');
    if (flying.filter(({ process }) => process === sent.process).length >= 4)
      violated('more than four calls at once');
    const owner = ofTenant(key.tenant);
    if (sent.cvr !== key.cvr || !owner?.cvrs.some((one) => one === sent.cvr))
      violated('a call with another CVR number than the key’s');
    if (sent.cpr !== personOf(key)?.cpr) violated('a call about another citizen than the key’s');
    const asked = history.registrations.some(
      (one) =>
        municipalities[one.tenant] === owner &&
        owner?.people[one.person]?.cpr === sent.cpr &&
        one.cvrs.includes(sent.cvr),
    );
    if (!asked) violated('a call nobody asked for');
    checkPace(sent, key);
  };

  return {
    watch,
    onCall,
    violated,
    onChange: (tenant) => {
      changes.set(tenant, clock.now());
      for (const person of ofTenant(tenant)?.people ?? []) moved.add(person);
    },
    look: async () => {
      for (const tenant of municipalities)
        for (const person of tenant.people) if (moved.has(person)) await checkStatus(tenant, person);
      moved.clear();
      if (broken[0] !== undefined) throw new Violation(broken[0]);
    },
    attempts: () => {
      for (const [messageId, key] of begun) checkAttempt(messageId, key);
    },
  };
};
