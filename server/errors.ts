import type { Refusal } from './domain/errors.ts';
import { problemCodes, type Problem, type ProblemCode } from '../shared/problem.ts';

/** A refusal on its way out of the server. Public part only; what happened inside is logged under the same reference. */
export class AppError extends Error {
  readonly refusal: Refusal;
  readonly fields: Problem['fields'];

  constructor(refusal: Refusal, fields?: Problem['fields']) {
    super(refusal.code);
    this.name = 'AppError';
    this.refusal = refusal;
    this.fields =
      fields ??
      (refusal.pointer === undefined ? undefined : [{ pointer: refusal.pointer, code: refusal.code }]);
  }
}

export const appError = (code: ProblemCode): AppError => new AppError({ code });

const retryable = new Set<ProblemCode>([
  'conflict',
  'rate_limited',
  'store_unavailable',
  'unknown',
  'session_expired',
]);

/** The one place where a code becomes an HTTP answer (RFC 9457). */
export const toProblem = (error: AppError, reference: string): Problem => {
  const { code, limits } = error.refusal;
  return {
    type: `urn:sloering:problem:${code}`,
    code,
    status: problemCodes[code],
    title: code.replaceAll('_', ' '),
    reference,
    retryable: retryable.has(code),
    ...(error.fields ? { fields: error.fields } : {}),
    ...(limits ? { limits } : {}),
  };
};
