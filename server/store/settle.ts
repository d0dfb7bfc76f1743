import { and, sql } from 'drizzle-orm';
import type { Instant } from '../domain/ids.ts';
import { lockHeld, type KeyRow as Row } from './held.ts';
import type { Tables } from './schema.ts';
import type { RegisterKey, Settlement } from './store.ts';
import type { Unit } from './unit.ts';
import { insertRows, isOneOf, prepared, some } from './statements.ts';
import type { Operation } from './writer.ts';

type Attempt = Tables['attempts']['$inferSelect'];
type Change = Partial<Row>;

/** What a settlement looks at, of a citizen's key as of a unit's. */
type Waiting = Pick<Row, 'wantedRevision' | 'deliveredRevision' | 'repeatAt' | 'waitingSince'>;
type Carried = Pick<Attempt, 'startedAt' | 'revision'>;

type Settling = {
  key: RegisterKey;
  leaseToken: string;
  messageId: string | null;
  settlement: Settlement;
  now: Instant;
};

const afterDelivery = (
  row: Waiting,
  attempt: Carried | undefined,
  revision: number,
  repeatAt: Instant | null,
  since: Instant,
  now: Instant,
): Change => {
  // A repeat still ahead stays: the unknown attempt it answers may land after this newer intent as well.
  const owed = row.repeatAt !== null && row.repeatAt > (attempt?.startedAt ?? now) ? row.repeatAt : null;
  const deliveredRevision = Math.max(row.deliveredRevision, revision);
  const behind = row.wantedRevision > deliveredRevision;
  return {
    deliveredRevision,
    attempts: 0,
    repeatAt: repeatAt ?? owed,
    dueAt: behind ? now : null,
    waitingSince: behind ? since : null,
  };
};

const afterFailure = (row: Waiting, attempt: Carried | undefined, dueAt: Instant, now: Instant): Change => {
  // Nothing new waits: it was the second sending of a delivered intent that failed.
  if (row.wantedRevision === row.deliveredRevision) return { repeatAt: dueAt };
  const moved = attempt !== undefined && row.wantedRevision > attempt.revision;
  // What waits will do a repeat's work; left standing, a repeat whose time has come would be tried again without any pause.
  const repeatAt = row.repeatAt !== null && row.repeatAt <= now ? null : row.repeatAt;
  return { dueAt: moved ? now : dueAt, repeatAt };
};

/** What a key looks like after a settlement. */
export const settled = (
  row: Waiting,
  attempt: Carried | undefined,
  settlement: Settlement,
  now: Instant,
): Change => {
  // What still waits was asked for after this attempt read its revision.
  const since =
    attempt && row.waitingSince !== null && attempt.startedAt > row.waitingSince
      ? attempt.startedAt
      : (row.waitingSince ?? now);
  switch (settlement.kind) {
    case 'delivered':
      return afterDelivery(row, attempt, settlement.revision, settlement.repeatAt, since, now);
    case 'nothing_to_send':
      return afterDelivery(row, attempt, settlement.revision, null, since, now);
    case 'retry':
    case 'unknown':
      return afterFailure(row, attempt, settlement.dueAt, now);
    case 'refused':
      return settlement.pause === 'key' ? { parkedAt: now, parkedReason: settlement.code } : {};
  }
};

/** The attempts the settlements are about, by message id. */
const findAttempts = async (
  { db, tables: { attempts } }: Unit,
  inputs: readonly Settling[],
): Promise<(input: Settling) => Attempt | undefined> => {
  const ids = inputs.flatMap(({ messageId }) => messageId ?? []);
  if (ids.length === 0) return () => undefined;
  const tenants = some('tenant', [...new Set(inputs.map(({ key }) => key.tenant))]);
  const messages = some('message', ids);
  const name = `find_attempts_${tenants.size}_${messages.size}`;
  const statement = prepared(db, name, () =>
    db
      .select()
      .from(attempts)
      .where(
        and(
          isOneOf(attempts.tenantId, 'tenant', tenants.size),
          isOneOf(attempts.messageId, 'message', messages.size),
        ),
      )
      .prepare(name),
  );
  const rows = await statement.execute({ ...tenants.parameters, ...messages.parameters });
  return ({ key, messageId }) =>
    rows.find(
      (row) =>
        row.messageId === messageId &&
        row.tenantId === key.tenant &&
        row.cvr === key.cvr &&
        row.citizen === key.citizen,
    );
};

const excluded = (column: { name: string }) => sql.raw(`excluded.${column.name}`);

/** What a settlement may change. */
const changing = [
  'deliveredRevision',
  'attempts',
  'repeatAt',
  'dueAt',
  'waitingSince',
  'leaseToken',
  'leasedUntil',
  'parkedAt',
  'parkedReason',
] as const satisfies readonly (keyof Change)[];

/** Settles for all callers with two reads and two writes, however many they are. */
export const settleKey: Operation<Settling, boolean> = async (unit, inputs) => {
  const { outbox, attempts, pausedCvrs } = unit.tables;
  const [held, attemptOf] = await Promise.all([lockHeld(unit, inputs), findAttempts(unit, inputs)]);
  const keys = new Set<Row>();
  const finished = new Set<Attempt>();
  const paused: (typeof pausedCvrs.$inferSelect)[] = [];
  const answers = inputs.map((input) => {
    const { key, settlement, now } = input;
    const row = held(input);
    if (!row) return false;
    const attempt = attemptOf(input);
    if (attempt) {
      const code = 'code' in settlement ? settlement.code : null;
      finished.add(Object.assign(attempt, { finishedAt: now, outcome: settlement.kind, code }));
    }
    const change = settled(row, attempt, settlement, now);
    keys.add(Object.assign(row, change, { leaseToken: null, leasedUntil: null }));
    if (settlement.kind === 'refused' && settlement.pause === 'cvr')
      paused.push({ tenantId: key.tenant, cvr: key.cvr, pausedAt: now, reason: settlement.code });
    if (change.dueAt === now) unit.wake();
    return true;
  });
  await Promise.all([
    insertRows(unit.db, 'settle_keys', outbox, [...keys], (insert) =>
      insert.onConflictDoUpdate({
        target: [outbox.tenantId, outbox.citizen, outbox.cvr],
        set: Object.fromEntries(changing.map((name) => [name, excluded(outbox[name])])),
      }),
    ),
    insertRows(unit.db, 'finish_attempts', attempts, [...finished], (insert) =>
      insert.onConflictDoUpdate({
        target: [attempts.tenantId, attempts.citizen, attempts.cvr, attempts.number],
        set: {
          finishedAt: excluded(attempts.finishedAt),
          outcome: excluded(attempts.outcome),
          code: excluded(attempts.code),
        },
      }),
    ),
    insertRows(unit.db, 'pause_cvrs', pausedCvrs, paused, (insert) => insert.onConflictDoNothing()),
  ]);
  return answers;
};
