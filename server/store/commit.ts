import { and, sql } from 'drizzle-orm';
import type { BlurringEvent } from '../domain/event.ts';
import type { TenantId } from '../domain/ids.ts';
import { seal, type Random, type TenantKeys } from './encryption.ts';
import { changesOf, subjectOf } from './change-rows.ts';
import { toBlurringRow } from './rows.ts';
import type { Tables } from './schema.ts';
import { insertRows, isOneOf, prepared, some } from './statements.ts';
import type { BlurringCommit, CommitOutcome } from './store.ts';
import type { AuditRecord, Unit } from './unit.ts';
import type { Operation } from './writer.ts';

export type CommitInput = { tenant: TenantId; keys: TenantKeys; commit: BlurringCommit };

type Rows = {
  [Name in 'citizens' | 'blurrings' | 'outbox' | 'blurringEntries' | 'idempotency']: Map<
    string,
    Tables[Name]['$inferSelect']
  >;
};
type State = Rows & {
  texts: Tables['blurringTexts']['$inferSelect'][];
  changes: Tables['blurringChanges']['$inferSelect'][];
  changed: { [Name in keyof Rows]: Set<string> };
};

const keyOf = (...parts: string[]): string => parts.join('\n');

/** Everything the commits depend on, read once for all of them. The chain heads are locked, so none of it moves. */
const readState = async ({ db, tables, lock }: Unit, inputs: readonly CommitInput[]): Promise<State> => {
  const { citizens, idempotency, outbox } = tables;
  const tenants = some('tenant', [...new Set(inputs.map(({ tenant }) => tenant))]);
  const refs = some('citizen', [...new Set(inputs.map(({ commit }) => commit.citizen))]);
  const keys = [...new Set(inputs.flatMap(({ commit }) => commit.idempotency?.key ?? []))];
  const used = some('key', keys);
  const ofTenants = (column: typeof citizens.tenantId) => isOneOf(column, 'tenant', tenants.size);
  const shape = `${tenants.size}_${refs.size}`;
  const people = prepared(db, `commit_citizens_${shape}`, () =>
    db
      .select()
      .from(citizens)
      .where(and(ofTenants(citizens.tenantId), isOneOf(citizens.citizen, 'citizen', refs.size)))
      .prepare(`commit_citizens_${shape}`),
  );
  const waiting = prepared(db, `commit_outbox_${shape}`, () =>
    lock(
      db
        .select()
        .from(outbox)
        .where(and(ofTenants(outbox.tenantId as never), isOneOf(outbox.citizen, 'citizen', refs.size)))
        .orderBy(outbox.tenantId, outbox.citizen, outbox.cvr),
    ).prepare(`commit_outbox_${shape}`),
  );
  const repeats = prepared(db, `commit_uses_${tenants.size}_${used.size}`, () =>
    db
      .select()
      .from(idempotency)
      .where(and(ofTenants(idempotency.tenantId as never), isOneOf(idempotency.key, 'key', used.size)))
      .prepare(`commit_uses_${tenants.size}_${used.size}`),
  );
  const ofCitizens = { ...tenants.parameters, ...refs.parameters };
  const [foundPeople, foundKeys, foundUses] = await Promise.all([
    people.execute(ofCitizens),
    waiting.execute(ofCitizens),
    keys.length === 0 ? [] : repeats.execute({ ...tenants.parameters, ...used.parameters }),
  ]);
  const none = () => new Set<string>();
  return {
    citizens: new Map(foundPeople.map((row) => [keyOf(row.tenantId, row.citizen), row])),
    outbox: new Map(foundKeys.map((row) => [keyOf(row.tenantId, row.cvr, row.citizen), row])),
    idempotency: new Map(foundUses.map((row) => [keyOf(row.tenantId, row.actor, row.key), row])),
    blurrings: new Map(),
    blurringEntries: new Map(),
    texts: [],
    changes: [],
    changed: {
      citizens: none(),
      outbox: none(),
      idempotency: none(),
      blurrings: none(),
      blurringEntries: none(),
    },
  };
};

const put = <Name extends keyof Rows>(
  state: State,
  name: Name,
  key: string,
  row: Tables[Name]['$inferSelect'],
): void => {
  (state[name] as Map<string, Tables[Name]['$inferSelect']>).set(key, row);
  state.changed[name].add(key);
};

const detailOf = (event: BlurringEvent): AuditRecord['detail'] => {
  switch (event.type) {
    case 'blurring_registered':
      return {
        reason: event.blurring.reason,
        cvrs: event.blurring.cvrs.join(' '),
        ends_at: event.blurring.endsAt,
        decision: event.blurring.decision,
        unit: event.blurring.unit,
        guidelines: event.guidelines,
      };
    case 'blurring_renewed':
      return { from: event.from, ends_at: event.endsAt };
    case 'blurring_confirmed':
    case 'blurring_rejected':
    case 'blurring_ended':
      return {};
    case 'blurring_expired':
      return { ends_at: event.endsAt };
  }
};

const raise = (state: State, { tenant, commit }: CommitInput): void => {
  for (const cvr of commit.wake) {
    const key = keyOf(tenant, cvr, commit.citizen);
    const before = state.outbox.get(key);
    put(state, 'outbox', key, {
      tenantId: tenant,
      cvr,
      citizen: commit.citizen,
      deliveredRevision: before?.deliveredRevision ?? 0,
      repeatAt: before?.repeatAt ?? null,
      attempts: before?.attempts ?? 0,
      calls: before?.calls ?? 0,
      leaseToken: before?.leaseToken ?? null,
      leasedUntil: before?.leasedUntil ?? null,
      parkedAt: before?.parkedAt ?? null,
      parkedReason: before?.parkedReason ?? null,
      wantedRevision: (before?.wantedRevision ?? 0) + 1,
      waitingSince: before?.waitingSince ?? commit.now,
      dueAt: commit.now,
    });
  }
};

/** One commit against the state the earlier ones of the same transaction left. */
const decide = (unit: Unit, state: State, input: CommitInput, random: Random): CommitOutcome => {
  const { tenant, keys, commit } = input;
  const { actor, citizen, idempotency } = commit;
  const person = keyOf(tenant, citizen);
  const use = idempotency && actor ? keyOf(tenant, actor, idempotency.key) : undefined;
  const earlier = use === undefined ? undefined : state.idempotency.get(use);
  if (earlier) return { kind: 'repeated', requestHash: earlier.requestHash, blurring: earlier.blurring };
  const before = state.citizens.get(person);
  if ((before?.revision ?? 0) !== commit.expectedRevision) return { kind: 'conflict' };
  const place = (table: string, row: string) => ({ tenant, table, row });
  const cpr =
    before?.cpr ??
    (commit.cpr === null ? undefined : seal(keys.data, place('citizens', citizen), commit.cpr, random));
  if (!cpr) throw new Error('store: a new citizen needs the CPR number');
  const initials =
    before?.initials ??
    (commit.initials === null
      ? null
      : seal(keys.data, place('citizens', `${citizen}/initials`), commit.initials, random));
  const revision = commit.expectedRevision + 1;
  put(state, 'citizens', person, { tenantId: tenant, citizen, revision, cpr, initials });
  state.changes.push(...changesOf(input, random));
  raise(state, input);
  for (const blurring of commit.changed) {
    put(state, 'blurrings', keyOf(tenant, blurring.id), toBlurringRow(tenant, blurring));
    blurring.cvrs.forEach((cvr, position) => {
      const key = keyOf(tenant, blurring.id, cvr);
      const revision = state.outbox.get(keyOf(tenant, cvr, citizen))?.wantedRevision ?? 0;
      const firstRevision = state.blurringEntries.get(key)?.firstRevision ?? revision;
      put(state, 'blurringEntries', key, {
        tenantId: tenant,
        blurring: blurring.id,
        cvr,
        position,
        firstRevision,
        revision,
      });
    });
  }
  if (commit.reasonText) {
    const { blurring, text } = commit.reasonText;
    state.texts.push({
      tenantId: tenant,
      blurring,
      text: seal(keys.data, place('blurring_texts', blurring), text, random),
    });
  }
  if (idempotency && actor && use !== undefined) {
    const { key, requestHash, blurring } = idempotency;
    put(state, 'idempotency', use, {
      tenantId: tenant,
      actor,
      key,
      requestHash,
      blurring,
      usedAt: commit.now,
    });
  }
  for (const event of commit.events) {
    const { session } = commit;
    const subject = subjectOf(event);
    const common = { tenant, at: event.at, actor: event.by, session, citizen, subject };
    unit.records.push({ ...common, action: event.type, outcome: 'success', detail: detailOf(event) });
  }
  if (commit.wake.length > 0) unit.wake();
  return { kind: 'committed' };
};

const excluded = (column: string) => sql.raw(`excluded.${column}`);

const writeState = async ({ db, tables }: Unit, state: State): Promise<void> => {
  const { citizens, blurrings, blurringEntries, blurringTexts, blurringChanges, idempotency, outbox } =
    tables;
  const rows = <Name extends keyof Rows>(name: Name) =>
    [...state.changed[name]].map((key) => state[name].get(key) as Tables[Name]['$inferSelect']);
  await Promise.all([
    insertRows(db, 'put_citizens', citizens, rows('citizens'), (insert) =>
      insert.onConflictDoUpdate({
        target: [citizens.tenantId, citizens.citizen],
        set: { revision: excluded('revision') },
      }),
    ),
    insertRows(db, 'put_blurrings', blurrings, rows('blurrings'), (insert) =>
      insert.onConflictDoUpdate({
        target: [blurrings.tenantId, blurrings.id],
        set: {
          endsAt: excluded('ends_at'),
          decision: excluded('decision'),
          decidedAt: excluded('decided_at'),
          decidedBy: excluded('decided_by'),
          revision: excluded('revision'),
          endedAt: excluded('ended_at'),
          endedCause: excluded('ended_cause'),
          endedBy: excluded('ended_by'),
        },
      }),
    ),
    insertRows(db, 'put_entries', blurringEntries, rows('blurringEntries'), (insert) =>
      insert.onConflictDoUpdate({
        target: [blurringEntries.tenantId, blurringEntries.blurring, blurringEntries.cvr],
        set: { revision: excluded('revision') },
      }),
    ),
    insertRows(db, 'put_outbox', outbox, rows('outbox'), (insert) =>
      insert.onConflictDoUpdate({
        target: [outbox.tenantId, outbox.citizen, outbox.cvr],
        set: {
          wantedRevision: excluded('wanted_revision'),
          waitingSince: excluded('waiting_since'),
          dueAt: excluded('due_at'),
        },
      }),
    ),
    insertRows(db, 'put_texts', blurringTexts, state.texts),
    insertRows(db, 'put_changes', blurringChanges, state.changes),
    insertRows(db, 'put_uses', idempotency, rows('idempotency')),
  ]);
};

/** Commits of several callers: three reads and at most six writes, however many they are. */
export const commitOperation =
  (random: Random): Operation<CommitInput, CommitOutcome> =>
  async (unit, inputs) => {
    const state = await readState(unit, inputs);
    const outcomes = inputs.map((input) => decide(unit, state, input, random));
    await writeState(unit, state);
    return outcomes;
  };
