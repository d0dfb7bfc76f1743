import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { OperationsDeps } from './context.ts';
import { actions } from './actions.ts';
import { authenticateOperator } from './operators.ts';
import { readOverview } from './overview.ts';
import { deliveryPage, type Result } from './page.ts';
import type { Language } from './texts.ts';

export type { OperationsDeps } from './context.ts';

const style = readFileSync(new URL('./public/operations.css', import.meta.url), 'utf8');

/**
 * The operator's side, on an address of its own that no citizen's or employee's browser can reach.
 *
 * - `GET /metrics` — Prometheus text; open to whoever reaches the address.
 * - `GET /` — the delivery page, `?lang=da|en`. `GET /deliveries` — the same as JSON.
 * - `POST /test`, `/departments`, `/pause`, `/resume`, `/certificate`, `/remove-certificate` — a form with `tenant`, `cvr`; to release one key its `reference`; to install
 *   a certificate its `file` in base64 and its `password`. 303 back to the page, or JSON for `Accept: application/json`.
 *
 * All but the metrics and the style sheet ask for an operator's name and key (`Authorization: Basic`); without: 401.
 */
export const createOperations = (deps: OperationsDeps): Hono => {
  const app = new Hono();
  app.use('*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    // Not no-referrer: a browser would then post this page's own forms with `Origin: null`.
    c.header('Referrer-Policy', 'same-origin');
    c.header(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    await next();
  });
  app.onError((thrown, c) => {
    deps.log('operations_failed', { kind: thrown.name });
    return c.text('503', 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await deps.metrics.text(), 200, { 'Content-Type': deps.metrics.contentType }),
  );
  app.get('/operations.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  app.use('*', async (c, next) => {
    const operator = authenticateOperator(deps.operators, c.req.header('Authorization'));
    if (operator === undefined) {
      c.header('WWW-Authenticate', 'Basic realm="sloering", charset="UTF-8"');
      return c.text('401', 401);
    }
    await next();
  });
  app.get('/', async (c) => {
    const { result = '', cvr = '', code = '' } = c.req.query();
    const shown: Result | null = result === '' ? null : { result, cvr, code };
    const language = languageOf(c.req.query('lang'), c.req.header('Accept-Language'));
    return c.html(deliveryPage(await readOverview(deps), language, shown));
  });
  app.get('/deliveries', async (c) => c.json(await readOverview(deps)));
  app.route('/', actions(deps));
  return app;
};

const languageOf = (asked: string | undefined, accepted = ''): Language => {
  if (asked === 'da' || asked === 'en') return asked;
  return /^(en)\b/i.test(accepted) ? 'en' : 'da';
};
