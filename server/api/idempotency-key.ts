import type { HonoRequest } from 'hono';
import { appError } from '../errors.ts';

const form = /^[A-Za-z0-9_-]{16,64}$/;

/** The `Idempotency-Key` of a change: 16–64 characters of `[A-Za-z0-9_-]`. @throws `body_invalid` without one */
export const idempotencyKeyOf = ({ req }: { req: HonoRequest }): string => {
  const key = req.header('Idempotency-Key') ?? '';
  if (!form.test(key)) throw appError('body_invalid');
  return key;
};
