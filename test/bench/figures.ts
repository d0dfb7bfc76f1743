import { randomBytes, randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import postgres from 'postgres';
import { cvr, instant, tenantId } from '../../server/domain/ids.ts';
import { monthsBetween } from '../../server/domain/figures.ts';
import { newMunicipality } from '../../server/municipality-defaults.ts';
import { readFigures } from '../../server/reports/figures.ts';
import { openStore } from '../../server/store/open.ts';
import { quantile, say } from './report.ts';

const municipalities = 98;
const now = instant(Date.parse('2026-11-23T09:42:00Z'));
const [from, to] = ['2021-12', '2026-11'] as const;
const measures = ['registered', 'confirmed', 'rejected', 'renewed', 'ended', 'expired'];

/** Runs statements without the store: only the rolled-up rows are wanted. */
const runOn = async (url: string, statements: readonly string[]): Promise<void> => {
  if (url.startsWith('sqlite:')) {
    const db = new Sqlite(url.slice('sqlite:'.length));
    db.exec(`begin; ${statements.join(';')}; commit; analyze`);
    db.close();
    return;
  }
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  for (const statement of statements) await sql.unsafe(statement);
  await sql`analyze`;
  await sql.end();
};

/** The national body's figures over 98 municipalities and five years, beside a single row read the same way. */
export const figuresFigures = async (name: string, url: string): Promise<void> => {
  const open = () =>
    openStore({ url, masterKey: Buffer.alloc(32, 7), newId: randomUUID, random: randomBytes });
  const made = await open();
  const ids = Array.from({ length: municipalities }, (_, at) => tenantId(`kommune-${at}`));
  for (const [at, id] of ids.entries())
    await made.registry.registerMunicipality(
      newMunicipality(id, `Kommune ${at}`, cvr(String(10_000_000 + at))),
      now,
    );
  await made.close();
  const months = monthsBetween(from, to);
  const counts = ids.map((id) => {
    const rows = months.flatMap((month, m) =>
      measures.map((measure, at) => `('${id}', '${month}', '${measure}', ${m + at})`),
    );
    return `insert into figures (tenant_id, month, measure, count) values ${rows.join(',')}`;
  });
  const steps = ids.map((id) => {
    const rows = months.flatMap((month) =>
      ['time_to_decision', 'time_to_effect'].flatMap((span) =>
        Array.from({ length: 20 }, (_, step) => `('${id}', '${month}', '${span}', ${step * 7}, ${step + 1})`),
      ),
    );
    return `insert into figure_spans (tenant_id, month, span, step, count) values ${rows.join(',')}`;
  });
  await runOn(url, [...counts, ...steps]);
  const store = await open();
  const median = async (work: () => Promise<unknown>): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < 25; run += 1) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
    return quantile(times.slice(5), 0.5);
  };
  const row = await median(() => store.forTenant(ids[0] ?? tenantId('x')).audit.head());
  const nation = await median(() => readFigures(store, null, from, to));
  const own = await median(() => readFigures(store, ids[0] ?? null, from, to));
  await store.close();
  say(
    `  figures, ${name}, ${municipalities} municipalities, five years: the nation's ${nation.toFixed(1)} ms, one municipality's ${own.toFixed(1)} ms (a single row ${row.toFixed(2)} ms)`,
  );
};
