import type { IncomingMessage, ServerResponse } from 'node:http';
import { fromOwnPage, readBody, send, sendAsset, sendJson } from '../web.ts';
import { clientSettings } from './client-settings.ts';
import { clientSchema, initialSwitches, mergeClient, switchesSchema } from './control.ts';
import type { Switches } from './control.ts';
import { livePart, startPage } from './page.ts';
import type { SimulatorState } from './state.ts';

type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** The pages and JSON addresses beside the national ones. */
export const createControl = (state: SimulatorState) => {
  const { register, ledger, switches, setSwitches } = state;
  /** Sets switches, or names the ones that make no sense. */
  const change = (value: unknown): string[] => {
    const parsed = switchesSchema.partial().safeParse(value);
    if (!parsed.success)
      return parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys' ? issue.keys : issue.path.join('.'),
      );
    const given = Object.fromEntries(Object.entries(parsed.data).filter(([, field]) => field !== undefined));
    setSwitches({ ...switches(), ...given });
    return [];
  };

  const routes: Record<string, Route> = {
    'GET /': (_request, response, url) =>
      send(response, 200, 'text/html; charset=utf-8', startPage(state, url.searchParams.has('vis'))),
    'GET /live': (_request, response, url) =>
      send(response, 200, 'text/html; charset=utf-8', livePart(state, url.searchParams.has('vis'))),
    'POST /': async (request, response) => {
      const form = new URLSearchParams((await readBody(request)).toString());
      const wrong = form.has('reset') ? change(initialSwitches) : change(switchesFromForm(form));
      if (form.has('revoke')) state.revokeCards();
      if (wrong.length > 0)
        return send(response, 400, 'text/plain; charset=utf-8', `Ugyldigt valg: ${wrong.join(', ')}`);
      response.writeHead(303, { location: '/' }).end();
    },
    'GET /control': (_request, response) => sendJson(response, 200, switches()),
    'POST /control': async (request, response) => {
      const wrong = change(await readJson(request));
      if (wrong.length === 0) sendJson(response, 200, switches());
      else sendJson(response, 400, { code: 'switches_invalid', fields: wrong });
    },
    'POST /control/reset': (_request, response) => {
      setSwitches(initialSwitches);
      sendJson(response, 200, switches());
    },
    'POST /control/revoke': (_request, response) => {
      state.revokeCards();
      sendJson(response, 200, { revokedAt: state.revokedAt() });
    },
    'GET /control/ledger': (_request, response, url) => {
      const limit = Number(url.searchParams.get('limit') ?? 500);
      const since = Number(url.searchParams.get('since') ?? -1);
      if (!(Number.isInteger(limit) && limit > 0 && Number.isInteger(since)))
        return sendJson(response, 400, { code: 'range_invalid' });
      const entries = since < 0 ? ledger.latest(limit) : ledger.since(since, limit);
      sendJson(response, 200, { total: ledger.total(), entries });
    },
    'POST /control/ledger/clear': (_request, response) => {
      ledger.clear();
      sendJson(response, 200, { total: 0 });
    },
    'GET /control/blurrings': (_request, response) => sendJson(response, 200, [...register.all()]),
    'GET /control/departments': (_request, response) => sendJson(response, 200, [...register.departments()]),
    'GET /control/clients': (_request, response) => sendJson(response, 200, [...register.clients.values()]),
    'POST /control/clients': async (request, response) => {
      const parsed = clientSchema.safeParse(await readJson(request));
      if (!parsed.success) return sendJson(response, 400, { code: 'client_invalid' });
      const client = mergeClient(register.clients.get(parsed.data.cvr), parsed.data);
      register.clients.set(client.cvr, client);
      register.saveClients();
      sendJson(response, 200, client);
    },
    'GET /control/settings': (request, response, url) => {
      const choice = {
        version: url.searchParams.get('version') ?? '',
        gateway: url.searchParams.has('gateway'),
      };
      const base = `http://${request.headers.host}`;
      sendJson(response, 200, clientSettings(base, register.sts.certificatePem, switches(), choice));
    },
    'GET /sts/certificate.pem': (_request, response) =>
      send(response, 200, 'application/x-pem-file', register.sts.certificatePem),
    'GET /health': (_request, response) => sendJson(response, 200, { status: 'ok' }),
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const route = routes[`${request.method} ${url.pathname}`];
    if (request.method === 'POST' && !fromOwnPage(request))
      return sendJson(response, 403, { code: 'origin_foreign' });
    if (route) return route(request, response, url);
    if (!sendAsset(response, url.pathname)) send(response, 404, 'text/plain; charset=utf-8', 'Findes ikke');
  };
};

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  try {
    return JSON.parse((await readBody(request)).toString()) as unknown;
  } catch {
    return undefined;
  }
};

const emptyIsNull = (text: string | null): number | null =>
  text === null || text === '' ? null : Number(text);

/** Check boxes that are off are absent from a form, so every field of the form is given a value. */
const switchesFromForm = (form: URLSearchParams): Record<keyof Switches, unknown> => {
  const flags = Object.fromEntries(
    Object.entries(initialSwitches).flatMap(([name, initial]) =>
      typeof initial === 'boolean' ? [[name, form.has(name)]] : [],
    ),
  ) as Record<keyof Switches, unknown>;
  return {
    ...flags,
    delayMs: Number(form.get('delayMs') ?? 0),
    http: emptyIsNull(form.get('http')),
    hostileReply: form.get('hostileReply') ?? '',
    fault: form.get('fault') ?? '',
    faultOperation: form.get('faultOperation') ?? '',
    faultTimes: Number(form.get('faultTimes') ?? 0),
    rejectPastToleranceSeconds: emptyIsNull(form.get('rejectPastToleranceSeconds')),
    strict: form.get('strict'),
    unknownCpr: (form.get('unknownCpr') ?? '').split(/[\s,]+/).filter(Boolean),
    gatewayTimeoutMs: emptyIsNull(form.get('gatewayTimeoutMs')),
    signatureAlgorithm: form.get('signatureAlgorithm'),
    cardLifetimeMinutes: Number(form.get('cardLifetimeMinutes') ?? 1440),
    card: form.get('card') ?? 'good',
  };
};
