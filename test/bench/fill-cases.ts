import { randomBytes } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import postgres from 'postgres';
import type { TenantId } from '../../server/domain/ids.ts';
import { blindIndex, deriveKeys, seal, unseal } from '../../server/store/encryption.ts';
import { cprOf } from './system.ts';

/** Rows of a table, as its columns are named in the database. */
type Rows = { table: string; columns: readonly string[]; rows: readonly (readonly unknown[])[] };

/** Writes rows without the store: a million registrations through it would take most of the benchmark's time. */
const writerOf = (url: string) => {
  if (url.startsWith('sqlite:')) {
    const db = new Sqlite(url.slice('sqlite:'.length));
    return {
      one: async (query: string) => db.prepare(query).get() as Record<string, unknown>,
      write: async ({ table, columns, rows }: Rows) => {
        const insert = db.prepare(
          `insert into ${table} (${columns.map((name) => `"${name}"`).join(',')}) values (${columns.map(() => '?').join(',')})`,
        );
        db.transaction(() => {
          for (const row of rows)
            insert.run(...row.map((value) => (value instanceof Date ? value.getTime() : value)));
        })();
      },
      end: async () => {
        db.exec('analyze');
        db.close();
      },
    };
  }
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    one: async (query: string) => (await sql.unsafe(query))[0] as Record<string, unknown>,
    write: async ({ table, columns, rows }: Rows) => {
      for (let from = 0; from < rows.length; from += 2_000) {
        const part = rows
          .slice(from, from + 2_000)
          .map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
        await sql`insert into ${sql(table)} ${sql(part, ...columns)}`;
      }
    },
    end: async () => {
      await sql`analyze`;
      await sql.end();
    },
  };
};

const dayMs = 86_400_000;
const batch = 20_000;

/**
 * Registrations over five years in one municipality: ten a citizen, a tenth in force, a tenth with a text, a tenth renewed once with a reason, most
 * decided and ended, each with its changes.
 * `url` must be a database the store has made, with the municipality in it.
 */
export const fillCases = async (
  url: string,
  {
    tenant,
    masterKey,
    cvr,
    count,
    now,
  }: { tenant: TenantId; masterKey: Buffer; cvr: string; count: number; now: number },
): Promise<void> => {
  const writer = writerOf(url);
  const { wrapped_key: wrapped } = await writer.one(
    `select wrapped_key from municipalities where tenant_id = '${tenant}'`,
  );
  const { createSecretKey } = await import('node:crypto');
  const place = { tenant, table: 'municipalities', row: 'data key' };
  const keys = deriveKeys(unseal(createSecretKey(masterKey), place, Buffer.from(wrapped as Buffer)));
  const people = Math.ceil(count / 10);
  const staff = Array.from({ length: 200 }, (_, at) => `actor-${at}`);
  await writer.write({
    table: 'actors',
    columns: ['tenant_id', 'id', 'issuer', 'subject', 'name'],
    rows: staff.map((id, at) => [tenant, id, 'bench', id, `Medarbejder ${at}`]),
  });
  const refs: string[] = [];
  for (let from = 0; from < people; from += batch) {
    const rows = Array.from({ length: Math.min(batch, people - from) }, (_, at) => {
      const cpr = cprOf(from + at);
      const ref = blindIndex(keys, cpr);
      refs.push(ref);
      return [tenant, ref, 10, seal(keys.data, { tenant, table: 'citizens', row: ref }, cpr, randomBytes)];
    });
    await writer.write({ table: 'citizens', columns: ['tenant_id', 'citizen', 'revision', 'cpr'], rows });
    const mine = refs.slice(from);
    await writer.write({
      table: 'outbox',
      columns: ['tenant_id', 'cvr', 'citizen', 'wanted_revision', 'delivered_revision', 'attempts', 'calls'],
      rows: mine.map((ref) => [tenant, cvr, ref, 10, 10, 0, 1]),
    });
    await writer.write({
      table: 'attempts',
      columns: [
        'tenant_id',
        'cvr',
        'citizen',
        'number',
        'revision',
        'message_id',
        'started_at',
        'finished_at',
        'outcome',
      ],
      rows: mine.map((ref, at) => [
        tenant,
        cvr,
        ref,
        1,
        10,
        `m-${from + at}`,
        new Date(now - dayMs),
        new Date(now - dayMs),
        'delivered',
      ]),
    });
  }
  for (let from = 0; from < count; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, at) => from + at);
    const idOf = (at: number): string => at.toString(16).padStart(32, '0');
    const open = (at: number): boolean => at % 10 === 0;
    const changesOf = (at: number): string[] => [
      ...(at % 50 === 0 ? [] : ['confirmed']),
      ...(at % 10 === 5 ? ['renewed'] : []),
      ...(open(at) ? [] : ['expired']),
    ];
    const noteOf = (id: string, revision: number): Buffer =>
      seal(
        keys.data,
        { tenant, table: 'blurring_changes', row: `${id}/${revision}` },
        'Gennemgået.',
        randomBytes,
      );
    await writer.write({
      table: 'blurrings',
      columns: [
        'tenant_id',
        'id',
        'citizen',
        'reason',
        'registered_by',
        'registered_at',
        'ends_at',
        'decision',
        'decided_at',
        'decided_by',
        'ended_at',
        'ended_cause',
        'revision',
      ],
      rows: numbers.map((at) => {
        const registered = now - Math.floor(((count - at) / count) * 5 * 365 * dayMs);
        const ends = open(at) ? now + ((at % 900) / 10) * dayMs : Math.min(registered + 90 * dayMs, now - 1);
        const decided = at % 50 === 0 ? null : new Date(registered + dayMs);
        return [
          ...[
            tenant,
            idOf(at),
            refs[at % people],
            ['violence', 'threat', 'harassment', 'fear'][at % 4],
            staff[at % 200],
          ],
          ...[
            new Date(registered),
            new Date(ends),
            decided ? 'confirmed' : 'pending',
            decided,
            decided ? 'actor-0' : null,
          ],
          ...[open(at) ? null : new Date(ends), open(at) ? null : 'expired', changesOf(at).length],
        ];
      }),
    });
    await writer.write({
      table: 'blurring_changes',
      columns: ['tenant_id', 'blurring', 'revision', 'type', 'at', 'by', 'note'],
      rows: numbers.flatMap((at) =>
        changesOf(at).map((type, index) => [
          ...[tenant, idOf(at), index + 1, type, new Date(now - dayMs)],
          ...[type === 'expired' ? null : 'actor-0', type === 'renewed' ? noteOf(idOf(at), index + 1) : null],
        ]),
      ),
    });
    await writer.write({
      table: 'blurring_entries',
      columns: ['tenant_id', 'blurring', 'cvr', 'position', 'first_revision', 'revision'],
      rows: numbers.map((at) => [tenant, idOf(at), cvr, 0, 1, 1]),
    });
    await writer.write({
      table: 'blurring_texts',
      columns: ['tenant_id', 'blurring', 'text'],
      rows: numbers
        .filter((at) => at % 10 === 3)
        .map((at) => [
          tenant,
          idOf(at),
          seal(
            keys.data,
            { tenant, table: 'blurring_texts', row: idOf(at) },
            'Truede med at slå, da jeg gik.',
            randomBytes,
          ),
        ]),
    });
  }
  await writer.end();
};
