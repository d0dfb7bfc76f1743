import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody, send } from '../web.ts';
import type { Listening } from '../web.ts';
import { initialSwitches } from './control.ts';
import type { Switches } from './control.ts';
import { createControl } from './control-api.ts';
import { createLedger } from './ledger.ts';
import { endpoints } from './operations.ts';
import { openRegister } from './register.ts';
import { createRegistration } from './registration.ts';
import type { SimulatorState } from './state.ts';
import { createSts, StsFault, stsFaultReply } from './sts.ts';
import { createTicketCheck } from './ticket.ts';

export type NationalSimulator = Listening & { readonly stsCertificatePem: string };

const SOAP = 'text/xml;charset=UTF-8';
const STS_PATH = '/sts/services/NewSecurityTokenService';

/**
 * The national side in one program: ticket service, registration, lookup and salt, with switches for what goes
 * wrong. State lives in `folder` and survives a restart.
 */
export const startNationalSimulator = async (options: {
  readonly folder: string;
  readonly port?: number;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<NationalSimulator> => {
  const now = options.now ?? Date.now;
  const register = await openRegister(options.folder);
  const sts = createSts(register);
  const checkTicket = createTicketCheck(new X509Certificate(register.sts.certificatePem).publicKey);
  let switches: Switches = initialSwitches;
  const state: SimulatorState = {
    register,
    ledger: createLedger(),
    now,
    switches: () => switches,
    setSwitches: (next) => (switches = next),
  };
  const control = createControl(state);
  const call = createRegistration(state, checkTicket);

  const issue = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const entry = { at: now(), operation: 'Issue', kept: false };
    try {
      if (request.headers.soapaction !== '"Issue"') throw new StsFault('InvalidRequest', 'Wrong SOAPAction');
      const { cvr, reply } = sts.issue(body, switches, now());
      state.ledger.add({ ...entry, cvr, outcome: 'ok' });
      send(response, 200, SOAP, reply);
    } catch (error) {
      if (!(error instanceof StsFault || error instanceof SyntaxError)) throw error;
      const fault =
        error instanceof StsFault ? error : new StsFault('InvalidRequest', 'The request is not XML');
      state.ledger.add({ ...entry, outcome: fault.code });
      send(response, 500, SOAP, stsFaultReply(fault));
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://simulator');
    const endpoint = Object.hasOwn(endpoints, pathname) ? endpoints[pathname] : undefined;
    if (endpoint === undefined && pathname !== STS_PATH) return control(request, response);
    if (switches.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, switches.delayMs));
    if (switches.down) return send(response, 503, 'text/plain', 'down');
    return endpoint ? call(endpoint, request, response) : issue(request, response);
  };

  const listening = await listen(
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        if (response.headersSent) response.destroy();
        else send(response, error instanceof RangeError ? 413 : 500, 'text/plain', 'error');
      });
    },
    options.port ?? 0,
    options.host,
  );
  return {
    url: listening.url,
    stsCertificatePem: register.sts.certificatePem,
    close: async () => {
      await listening.close();
      await register.close();
    },
  };
};
