import { Hono } from 'hono';
import { extractLimit, type UnitList, type UnitStatus } from '../../../shared/departments.ts';
import { isShak, isSor } from '../../../shared/org-id.ts';
import { shortestWord, wordsOf } from '../../domain/unit-name.ts';
import { appError } from '../../errors.ts';
import { importUnits } from '../../unit-import.ts';
import type { AppDeps } from '../context.ts';
import type { PageEnv } from './context.ts';

const shown = 20;
const longestQuestion = 100;

/**
 * The whole body, counted as it comes: a chunked one says nothing about its size. It is held, twenty megabytes at most, because a request has to
 * arrive within seconds (`listen`) and a database takes longer; and so a file that is cut off on its way is not taken by halves.
 */
const readFile = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array[]> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    size += value.byteLength;
    if (size > extractLimit) {
      await reader.cancel();
      throw appError('body_too_large');
    }
    chunks.push(value);
  }
};

/** The nation's list of units: search for who proposes, import for the national body. No municipality's data. */
export const units = ({ store, now, log }: Pick<AppDeps, 'store' | 'now' | 'log'>): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();

  app.get('/', async (c) => {
    const question = (c.req.query('q') ?? '').trim();
    if (question.length > longestQuestion) throw appError('body_invalid');
    const joined = question.replace(/\s/g, '').toUpperCase();
    const code = isSor(joined) || isShak(joined) ? joined : null;
    const words = wordsOf(question);
    const enough = code !== null || words.some((word) => word.length >= shortestWord);
    const found = enough ? await store.units.search({ words, code, now: now(), limit: shown + 1 }) : [];
    const answer: UnitList = { units: found.slice(0, shown), more: found.length > shown };
    return c.json(answer);
  });

  app.get('/status', async (c) => {
    const { open, closed, lastImport } = await store.units.status(now());
    const last_import = lastImport === null ? null : new Date(lastImport).toISOString();
    return c.json({ open, closed, last_import } satisfies UnitStatus);
  });

  app.post('/import', async (c) => {
    // Anything but a form's own types: another site cannot send it without asking first.
    if (!/^text\/csv\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
      throw appError('unsupported_media_type');
    if (Number(c.req.header('Content-Length') ?? 0) > extractLimit) throw appError('body_too_large');
    const body: ReadableStream<Uint8Array> | null = c.req.raw.body;
    if (!body) throw appError('extract_unusable');
    const { tenant, actor, session } = c.get('visitor');
    const full = c.req.query('full') === '1';
    const result = await importUnits({ units: store.units, now, log }, await readFile(body), { full });
    if (!result) throw appError('extract_unusable');
    const { faults: _, ...counts } = result;
    await store.units.recordImport({ tenant, actor, session }, { ...counts, full: Number(full) }, now());
    return c.json(result);
  });
  return app;
};
