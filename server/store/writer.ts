import type { TenantId } from '../domain/ids.ts';
import { flushAudit } from './audit.ts';
import { failure } from './failure.ts';
import type { Tables } from './schema.ts';
import { isOneOf, prepared, some } from './statements.ts';
import { StoreUnavailable } from './store.ts';
import type { Unit, WriteConnection } from './unit.ts';

/** Writes of one kind, done for several callers with few statements; the outputs are in the order of the inputs. */
export type Operation<Input, Output> = (unit: Unit, inputs: readonly Input[]) => Promise<Output[]>;

/** Lets an operation that has nothing to gain from company be written for one input. */
export const single =
  <Input, Output>(run: (unit: Unit, input: Input) => Promise<Output>): Operation<Input, Output> =>
  async (unit, inputs) => {
    const outputs: Output[] = [];
    for (const input of inputs) outputs.push(await run(unit, input));
    return outputs;
  };

export type Chains = TenantId | readonly TenantId[] | null;

export type Writer = {
  /** Answers when the transaction the operation took part in is durable. `chains`: whose audit chains it appends to. */
  submit<Input, Output>(
    operation: Operation<Input, Output>,
    input: Input,
    chains: Chains,
    /** `patient`: nobody waits at a screen; it may wait a moment for company. */
    pace?: 'patient',
  ): Promise<Output>;
  /** Refuses new writes and waits for those under way. */
  close(): Promise<void>;
};

type AnyOperation = Operation<unknown, unknown>;
type Waiting = {
  operation: AnyOperation;
  input: unknown;
  tenants: readonly TenantId[];
  patient: boolean;
  answer(output: unknown): void;
  fail(error: Error): void;
};

type Options = {
  connection: WriteConnection;
  tables: Tables;
  lock: Unit['lock'];
  lockFree: Unit['lockFree'];
  onWanted(): void;
  onFatal(code: 'io'): void;
};

/** How long a busy relay's writes wait for company, milliseconds. */
const patienceMs = 15;

/** Most callers that share one transaction. */
const companyLimit = 64;

/** One transaction at a time; those who wait meanwhile share the next, because a durable commit costs the same for many. */
export const createWriter = ({ connection, tables, lock, lockFree, onWanted, onFatal }: Options): Writer => {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;
  let closed: StoreUnavailable | undefined;

  const openUnit = async (batch: readonly Waiting[], wake: () => void): Promise<Unit> => {
    const tenants = [...new Set(batch.flatMap((one) => one.tenants))];
    const { auditHeads } = tables;
    // The head row is each chain's lock: holding it, nobody else changes the municipality's registrations.
    const { size, parameters } = some('tenant', tenants);
    const heads =
      tenants.length === 0
        ? []
        : await prepared(connection.db, `lock_heads_${size}`, () =>
            lock(
              connection.db
                .select()
                .from(auditHeads)
                .where(isOneOf(auditHeads.tenantId, 'tenant', size))
                .orderBy(auditHeads.tenantId),
            ).prepare(`lock_heads_${size}`),
          ).execute(parameters);
    const known = heads.map(({ tenantId, sequence, hash }) => [tenantId, { sequence, hash }] as const);
    return { db: connection.db, tables, heads: new Map(known), records: [], lock, lockFree, wake };
  };

  const run = async (batch: readonly Waiting[]): Promise<Map<Waiting, unknown>> => {
    let woken = false;
    // Sent together: on Postgres the first statement travels with BEGIN.
    const [, unit] = await Promise.all([connection.begin(), openUnit(batch, () => (woken = true))]);
    const outputs = new Map<Waiting, unknown>();
    for (const [operation, company] of Map.groupBy(batch, (one) => one.operation)) {
      const answers = await operation(
        unit,
        company.map(({ input }) => input),
      );
      company.forEach((one, index) => outputs.set(one, answers[index]));
    }
    await Promise.all([flushAudit(unit), woken ? connection.announce() : undefined]);
    await connection.commit();
    await connection.durable();
    if (woken) onWanted();
    return outputs;
  };

  const transact = async (batch: readonly Waiting[]): Promise<Map<Waiting, unknown>> => {
    try {
      return await connection.guard(() => run(batch));
    } catch (error) {
      await connection.rollback().catch(() => undefined);
      throw error;
    }
  };

  const perform = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const outputs = await transact(batch);
      for (const one of batch) one.answer(outputs.get(one));
    } catch (cause) {
      const error = failure(cause);
      const unavailable = error instanceof StoreUnavailable;
      // After a failed sync nobody knows which pages are on disk; repeating it would report success for lost data.
      if (unavailable && error.code === 'io') {
        closed = error;
        onFatal('io');
      }
      if (unavailable || batch.length === 1) for (const one of batch) one.fail(error);
      else for (const one of batch) await perform([one]);
    }
  };

  let lastCompany = 1;
  let hurry: (() => void) | undefined;

  /**
   * One turn of the event loop lets those who are about to write join. The relay's writes keep nobody waiting at a screen, so while it is
   * busy they wait a little for each other: on SQLite a sync holds the whole process, and fewer of them drain a backlog faster.
   */
  const gather = (): Promise<void> =>
    new Promise((go) => {
      if (lastCompany === 1 || !queue.every(({ patient }) => patient)) return void setImmediate(go);
      setTimeout(go, patienceMs);
      hurry = go;
    });

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      await gather();
      hurry = undefined;
      const company = queue.splice(0, companyLimit);
      lastCompany = company.length;
      await perform(company);
    }
    running = undefined;
  };

  return {
    submit: <Input, Output>(
      operation: Operation<Input, Output>,
      input: Input,
      chains: Chains,
      pace?: 'patient',
    ) =>
      new Promise<Output>((resolve, reject) => {
        if (closed) return reject(closed);
        queue.push({
          operation: operation as unknown as AnyOperation,
          input,
          tenants: chains === null ? [] : [chains].flat(),
          patient: pace === 'patient',
          answer: (output) => resolve(output as Output),
          fail: reject,
        });
        if (pace !== 'patient') hurry?.();
        running ??= drain();
      }),
    close: async () => {
      closed ??= new StoreUnavailable('gone');
      await running;
    },
  };
};
