import type { ProblemCode } from '../../shared/problem.ts';

/** The domain's "no": a public code, where in the request, and the limit that was passed. Never free text. */
export type Refusal = { code: ProblemCode; pointer?: string; limits?: Record<string, number> };

export const refuse = (code: ProblemCode, pointer?: string, limits?: Record<string, number>): Refusal => ({
  code,
  ...(pointer === undefined ? {} : { pointer }),
  ...(limits === undefined ? {} : { limits }),
});
