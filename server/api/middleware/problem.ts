import type { ErrorHandler } from 'hono';
import { AppError, appError, toProblem } from '../../errors.ts';
import { problemCodes } from '../../../shared/problem.ts';
import { kindOf } from '../../log.ts';
import { StoreUnavailable } from '../../store/store.ts';
import type { AppContext, AppDeps, AppEnv } from '../context.ts';

/** Every error answer leaves through here, as `application/problem+json`. What is not a known refusal is a bug: 500. */
export const answerProblem = (deps: AppDeps): ErrorHandler<AppEnv> =>
  function answerProblem(thrown, c) {
    const reference = c.get('reference') ?? deps.newReference();
    const known = knownError(thrown);
    if (!known) deps.log('unexpected', { reference, where: c.req.routePath, kind: kindOf(thrown) });
    return problemAnswer(c, known ?? appError('unknown'), reference);
  };

const knownError = (thrown: unknown): AppError | undefined => {
  if (thrown instanceof AppError) return thrown;
  // The store could not make it durable, so nothing has happened: 503, never "registered" (promise P11).
  return thrown instanceof StoreUnavailable ? appError('store_unavailable') : undefined;
};

export const problemAnswer = (c: AppContext, error: AppError, reference: string): Response => {
  const problem = toProblem(error, reference);
  c.set('code', problem.code);
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503) c.header('Retry-After', '5');
  c.header('Content-Type', 'application/problem+json');
  return c.body(JSON.stringify(problem), problemCodes[problem.code]);
};
