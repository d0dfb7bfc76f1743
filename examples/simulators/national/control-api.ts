import type { IncomingMessage, ServerResponse } from 'node:http';
import { fromOwnPage, readBody, send, sendAsset, sendJson } from '../web.ts';
import { clientSchema, mergeClient, switchesSchema } from './control.ts';
import type { Switches } from './control.ts';
import { endpoints } from './operations.ts';
import { livePart, startPage } from './page.ts';
import type { Register } from './register.ts';
import type { SimulatorState } from './state.ts';

type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** The pages and JSON addresses beside the national ones. */
export const createControl = (state: SimulatorState) => {
  const { register, ledger, switches, setSwitches } = state;
  const change = (value: unknown): boolean => {
    const parsed = switchesSchema.partial().safeParse(value);
    if (!parsed.success) return false;
    const given = Object.fromEntries(Object.entries(parsed.data).filter(([, field]) => field !== undefined));
    setSwitches({ ...switches(), ...given });
    return true;
  };

  const routes: Record<string, Route> = {
    'GET /': (_request, response, url) =>
      send(response, 200, 'text/html; charset=utf-8', startPage(state, url.searchParams.has('vis'))),
    'GET /live': (_request, response, url) =>
      send(response, 200, 'text/html; charset=utf-8', livePart(state, url.searchParams.has('vis'))),
    'POST /': async (request, response) => {
      const form = new URLSearchParams((await readBody(request)).toString());
      if (!change(switchesFromForm(form)))
        return send(response, 400, 'text/plain; charset=utf-8', 'Ugyldigt valg');
      response.writeHead(303, { location: '/' }).end();
    },
    'GET /control': (_request, response) => sendJson(response, 200, switches()),
    'POST /control': async (request, response) => {
      if (change(await readJson(request))) sendJson(response, 200, switches());
      else sendJson(response, 400, { code: 'switches_invalid' });
    },
    'GET /control/ledger': (_request, response, url) =>
      sendJson(response, 200, {
        total: ledger.total(),
        entries: ledger.latest(Number(url.searchParams.get('limit') ?? 500) || 500),
      }),
    'POST /control/ledger/clear': (_request, response) => {
      ledger.clear();
      sendJson(response, 200, { total: 0 });
    },
    'GET /control/blurrings': (_request, response) => sendJson(response, 200, [...register.all()]),
    'GET /control/clients': (_request, response) => sendJson(response, 200, [...register.clients.values()]),
    'POST /control/clients': async (request, response) => {
      const parsed = clientSchema.safeParse(await readJson(request));
      if (!parsed.success) return sendJson(response, 400, { code: 'client_invalid' });
      const client = mergeClient(register.clients.get(parsed.data.cvr), parsed.data);
      register.clients.set(client.cvr, client);
      register.saveClients();
      sendJson(response, 200, client);
    },
    'GET /control/settings': (request, response) =>
      sendJson(response, 200, clientSettings(`http://${request.headers.host}`, register, switches())),
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

/** Check boxes that are off are absent from a form, so every field of the form is given a value. */
const switchesFromForm = (form: URLSearchParams): Record<keyof Switches, unknown> => {
  const tolerance = form.get('rejectPastToleranceSeconds') ?? '';
  return {
    down: form.has('down'),
    stsDown: form.has('stsDown'),
    dropReply: form.has('dropReply'),
    cutBefore: form.has('cutBefore'),
    halfReply: form.has('halfReply'),
    personInformationDown: form.has('personInformationDown'),
    replayMessageIds: form.has('replayMessageIds'),
    delayMs: Number(form.get('delayMs') ?? 0),
    fault: form.get('fault') ?? '',
    faultTimes: Number(form.get('faultTimes') ?? 0),
    rejectPastToleranceSeconds: tolerance === '' ? null : Number(tolerance),
    strict: form.get('strict'),
    signatureAlgorithm: form.get('signatureAlgorithm'),
    cardLifetimeMinutes: Number(form.get('cardLifetimeMinutes') ?? 1440),
  };
};

/** The settings of a client that calls this simulator, all but names, certificate and key. */
const clientSettings = (base: string, register: Register, switches: Switches) => {
  const path = '/idsas-registration/20240124/registration';
  const endpoint = endpoints[path];
  return {
    stsUrl: `${base}/sts/services/NewSecurityTokenService`,
    environment: 'simulator',
    trustedStsCertificates: [register.sts.certificatePem],
    operations: {
      CreateBlurring: {
        url: base + path,
        version: '20240124',
        namespace: endpoint?.namespace,
        soapAction: endpoint?.soapAction,
        childQualification: switches.strict,
      },
    },
  };
};
