import { randomBytes, randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import postgres from 'postgres';
import { cpr, cvr, instant, tenantId, type BlurringId } from '../../server/domain/ids.ts';
import { renewSeen } from '../../server/domain/casework.ts';
import { referenceOf } from '../../server/api/view.ts';
import { runCommand } from '../../server/command.ts';
import { cellsOf, columns, type ExtractOptions } from '../../server/reports/columns.ts';
import { csv } from '../../server/reports/csv.ts';
import { openStore } from '../../server/store/open.ts';
import type { CaseSort, Store } from '../../server/store/store.ts';
import { newMunicipality } from '../../server/municipality-defaults.ts';
import { fillCases } from './fill-cases.ts';
import { quantile, report, say } from './report.ts';
import { cprOf } from './system.ts';

const tenant = tenantId('bench');
const own = cvr('29190623');
const now = instant(Date.parse('2026-11-23T09:42:00Z'));
const masterKey = Buffer.alloc(32, 7);

const open = (url: string): Promise<Store> =>
  openStore({ url, masterKey, newId: randomUUID, random: randomBytes });

const timed = async (runs: number, work: (run: number) => Promise<unknown>): Promise<number> => {
  for (let run = 0; run < 20; run += 1) await work(run);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work(run);
    times.push(performance.now() - began);
  }
  return quantile(times, 0.5);
};

type Timings = Record<'newest' | 'later' | 'pending' | 'due' | 'search' | 'count', number>;

const lookups = async (store: Store, count: number): Promise<Timings> => {
  const { cases, ...bench } = store.forTenant(tenant);
  const page = (
    filter: object,
    sort: CaseSort = 'registered_desc',
    after: { at: typeof now; id: BlurringId } | null = null,
  ) => cases.search({ filter, sort, after, limit: 51, now, withText: true });
  const deep = (await page({}))[50]?.blurring;
  const middle = { at: instant(now - 2 * 365 * 86_400_000), id: deep?.id ?? ('' as BlurringId) };
  return {
    newest: await timed(100, () => page({})),
    later: await timed(100, () => page({}, 'registered_desc', middle)),
    pending: await timed(100, () => page({ state: 'open', decision: 'pending' }, 'registered_asc')),
    due: await timed(100, () => page({ state: 'open', endsTo: instant(now + 14 * 86_400_000) }, 'ends_asc')),
    search: await timed(100, async (run) =>
      page({ citizen: await bench.citizenRef(cpr(cprOf(run % Math.ceil(count / 10)))) }),
    ),
    count: await timed(20, () => cases.count({}, now, 1_001)),
  };
};

/** A bare select of the same rows to a file, a line each. */
const bareSelect = async (url: string, file: string): Promise<number> => {
  const out = createWriteStream(file);
  const began = performance.now();
  let rows = 0;
  const write = async (row: unknown): Promise<void> => {
    rows += 1;
    if (!out.write(`${JSON.stringify(row)}\n`))
      await new Promise<void>((go) => out.once('drain', () => go()));
  };
  if (url.startsWith('sqlite:')) {
    const db = new Sqlite(url.slice('sqlite:'.length), { readonly: true });
    for (const row of db.prepare('select * from blurrings order by tenant_id, id').iterate())
      await write(row);
    db.close();
  } else {
    const sql = postgres(url, { max: 1 });
    for await (const part of sql`select * from blurrings order by tenant_id, id`.cursor(1_000))
      for (const row of part) await write(row);
    await sql.end();
  }
  await new Promise<void>((done) => out.end(done));
  return rows / ((performance.now() - began) / 1000);
};

const extractFigures = async (store: Store, url: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-extract-'));
  const options: ExtractOptions = {
    withCpr: true,
    locale: 'da',
    units: [],
    reasons: [],
    reference: ({ blurring }) => referenceOf(blurring.id),
  };
  const format = csv();
  const out = createWriteStream(join(folder, 'ours.csv'));
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let most = 0;
  let rows = 0;
  const began = performance.now();
  for await (const page of store.forTenant(tenant).cases.extract({}, now)) {
    rows += page.length;
    if (!out.write(format.rows(page.map((row) => cellsOf(row, options)))))
      await new Promise<void>((go) => out.once('drain', () => go()));
    most = Math.max(most, process.memoryUsage().rss);
  }
  await new Promise<void>((done) => out.end(done));
  const perSecond = rows / ((performance.now() - began) / 1000);
  // After ours, whose memory is measured: what the floor leaves behind would hide it.
  const floor = await bareSelect(url, join(folder, 'floor.jsonl'));
  rmSync(folder, { recursive: true });
  const grown = Math.round((most - idle) / 1_048_576);
  report({
    ...{
      what: `extract of ${rows} registrations as CSV with ${columns.length} columns`,
      floor,
      ours: perSecond,
      unit: 'rows/s',
      aim: 0.5,
    },
    note: `memory above idle ${grown} MB (aim under 64)`,
  });
};

const renewalFigures = async (store: Store): Promise<void> => {
  const bench = store.forTenant(tenant);
  const due = await bench.cases.search({
    filter: { state: 'open' },
    sort: 'ends_asc',
    after: null,
    limit: 1_000,
    now,
    withText: false,
  });
  const waiting = [...due];
  const policy = { defaultDays: 90, maxDays: 90, reasonText: 'optional', acknowledgement: false } as const;
  const by = due[0]?.blurring.registeredBy;
  if (by === undefined) throw new Error('nothing to renew');
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const { id, revision, citizen } = row.blurring;
      await runCommand(
        {
          store: bench,
          citizen,
          openCpr: () => Promise.resolve(null),
          actor: by,
          session: 's',
          now,
          idempotency: { key: `bench-key.${id}`, requestHash: 'h' },
        },
        {
          ...{ blurring: id, reasonText: null, note: 'Gennemgået.' },
          decide: (state) => {
            const found = state.blurrings.find((one) => one.id === id);
            if (!found) throw new Error('gone');
            return renewSeen(
              found,
              { by, own: [], units: null },
              { revision, note: 'Gennemgået.', days: 90 },
              policy,
              now,
            );
          },
        },
      );
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  const seconds = (performance.now() - began) / 1000;
  say(
    `  renewal of ${due.length} in one step: ${Math.round(due.length / seconds)} /s (${seconds.toFixed(2)} s)`,
  );
};

/** Casework on one database: the same questions at a small and a large municipality, an extract of the large one, and a thousand renewals. */
export const caseworkFigures = async (
  name: string,
  urlOf: (size: number) => Promise<string>,
  sizes: readonly [number, number],
): Promise<void> => {
  say(`\nCasework, ${name}`);
  const all: Timings[] = [];
  for (const count of sizes) {
    const url = await urlOf(count);
    const made = await open(url);
    await made.registry.registerMunicipality(newMunicipality(tenant, 'Bench', own), now);
    await made.close();
    await fillCases(url, { tenant, masterKey, cvr: own, count, now });
    const store = await open(url);
    all.push(await lookups(store, count));
    if (count === sizes[1]) {
      await extractFigures(store, url);
      await renewalFigures(store);
    }
    await store.close();
  }
  const [small, large] = all;
  if (!small || !large) return;
  for (const [what, question] of [
    ['overview, newest page', 'newest'],
    ['overview, a page two years back', 'later'],
    ['inbox', 'pending'],
    ['due within 14 days', 'due'],
    ['search by CPR number', 'search'],
    ['counting up to 1,000', 'count'],
  ] as const) {
    const ratio = large[question] / small[question];
    say(
      `  ${what}: ${small[question].toFixed(2)} ms at ${sizes[0]} rows, ${large[question].toFixed(2)} ms at ${sizes[1]}, ratio ${ratio.toFixed(2)} (aim at most 1.5${ratio <= 1.5 ? ' met' : ' NOT met'})`,
    );
  }
};
