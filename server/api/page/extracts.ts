import { Hono } from 'hono';
import { ExtractRequest } from '../../../shared/cases-api.ts';
import { danishDate } from '../../domain/period.ts';
import { cellsOf, columns, type ExtractOptions } from '../../reports/columns.ts';
import { csv } from '../../reports/csv.ts';
import type { Format } from '../../reports/format.ts';
import { jsonLines } from '../../reports/json-lines.ts';
import { xlsx } from '../../reports/xlsx.ts';
import { appError } from '../../errors.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { referenceOf } from '../view.ts';
import { readFilter } from './case-filter.ts';
import type { PageEnv } from './context.ts';
import { lookerOf } from './looker.ts';

const bodyLimit = 4_096;
/** More than any municipality has; counting stops here. */
const mostRows = 100_000_000;

const formatOf = (asked: ExtractRequest, takenAt: string): Format => {
  if (asked.format === 'csv') return csv();
  if (asked.format === 'xlsx') return xlsx(columns);
  const { cpr: _, ...filter } = asked.filter;
  return jsonLines(
    columns.map(({ name }) => name),
    { taken_at: takenAt, with_cpr: asked.with_cpr, filter },
  );
};

/** A file in pieces, made as fast as it is read and no faster; memory does not grow with it. */
const streamOf = (
  pages: AsyncIterator<Parameters<typeof cellsOf>[0][]>,
  format: Format,
  options: ExtractOptions,
): ReadableStream<Uint8Array> => {
  let rows = 0;
  return new ReadableStream(
    {
      start: (controller) =>
        controller.enqueue(format.head(columns.map(({ title }) => title[options.locale]))),
      // A page that cannot be read ends the stream with an error: the connection breaks, and what came is no whole file.
      pull: async (controller) => {
        const next = await pages.next();
        if (next.done) {
          controller.enqueue(format.end(rows));
          controller.close();
          return;
        }
        rows += next.value.length;
        const piece = format.rows(next.value.map((row) => cellsOf(row, options)));
        // A compressed format may keep a page to itself for a while; an empty piece would end nothing, and start nothing either.
        controller.enqueue(piece.length > 0 ? piece : new Uint8Array());
      },
      cancel: () => void pages.return?.(),
    },
    { highWaterMark: 2 },
  );
};

/** `POST /page/extracts`: current and former registrations as a file. */
export const extracts = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  app.post('/', async (c) => {
    const visitor = c.get('visitor');
    const asked = await readBody(c, ExtractRequest, bodyLimit);
    if (asked.with_cpr && !visitor.fresh) throw appError('fresh_login_required');
    const now = deps.now();
    deps.changes(visitor.actor, now);
    const tenant = deps.store.forTenant(visitor.tenant);
    const { settings } = await lookerOf(deps, c);
    const filter = await readFilter(tenant, visitor, asked.filter);
    const total = await tenant.cases.count(filter, now, mostRows);
    await tenant.cases.recordReading({
      ...{ action: 'extract_taken', citizen: filter.citizen ?? null, subject: null, at: now },
      by: { actor: visitor.actor, session: visitor.session, name: visitor.name },
      detail: {
        ...{ format: asked.format, rows: total, with_cpr: Number(asked.with_cpr), purpose: asked.purpose },
        // What was asked by, never what for: a value may be a person.
        filter: Object.keys(asked.filter).sort().join(' '),
      },
    });
    const format = formatOf(asked, new Date(now).toISOString());
    const options: ExtractOptions = {
      ...{ withCpr: asked.with_cpr, locale: asked.locale, units: settings.units, reasons: settings.reasons },
      reference: ({ blurring }) => referenceOf(blurring.id),
    };
    const pages = tenant.cases.extract(filter, now)[Symbol.asyncIterator]();
    return c.body(streamOf(pages, format, options), 200, {
      'Content-Type': format.contentType,
      'Content-Disposition': `attachment; filename="sloeringer-${danishDate(now)}.${format.extension}"`,
      'X-Total-Rows': String(total),
    });
  });
  return app;
};
