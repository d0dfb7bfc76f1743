import type { HonoRequest } from 'hono';
import type { z } from 'zod';
import { AppError, appError } from '../errors.ts';

/** Where a body comes from: the context of any route. */
type From = { req: HonoRequest };

/**
 * Reads a JSON body within `limit` bytes and parses it strictly.
 * @throws `unsupported_media_type` for anything but `application/json` (a form of another site can send no such thing without
 * a preflight), `body_too_large`, `body_invalid` with the fields that do not fit.
 */
export const readBody = async <Schema extends z.ZodType>(
  c: From,
  schema: Schema,
  limit: number,
): Promise<z.output<Schema>> => {
  if (!/^application\/json\s*(;|$)/i.test(c.req.header('Content-Type') ?? ''))
    throw appError('unsupported_media_type');
  const parsed = schema.safeParse(parseJson(await readText(c, limit)));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ pointer: `/${issue.path.map(String).join('/')}`, code: 'body_invalid' as const }));
  throw new AppError({ code: 'body_invalid' }, fields);
};

/** The body as text. @throws `body_too_large` */
export const readText = async (c: From, limit: number): Promise<string> => {
  const declared = c.req.header('Content-Length');
  if (declared !== undefined) {
    if (!(Number(declared) <= limit)) throw appError('body_too_large');
    return c.req.text();
  }
  // Chunked: the size is known only by counting, and counting stops at the limit.
  const stream: ReadableStream<Uint8Array> | null = c.req.raw.body;
  const reader = stream?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part?.value) return Buffer.concat(chunks).toString('utf8');
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      throw appError('body_too_large');
    }
    chunks.push(part.value);
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw appError('body_invalid');
  }
};
