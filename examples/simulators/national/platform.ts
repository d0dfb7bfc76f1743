import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, send } from '../web.ts';
import { sendAnswer, SOAP, type Answer } from './answer.ts';
import { gatewayFault, gatewayTarget, withAddressing } from './gateway.ts';
import { endpoints } from './operations.ts';
import { actionOf, type Received } from './registration.ts';
import type { SimulatorState } from './state.ts';
import { createSts, StsFault, stsFaultReply } from './sts.ts';
import { wsdlOf } from './wsdl.ts';

const STS_PATH = '/sts/services/NewSecurityTokenService';

type Call = (received: Received) => Promise<Answer>;

/** Everything national at its address: the ticket service, the services, and the gateway before them. Answers whether it was one. */
export const createPlatform = (state: SimulatorState, call: Call) => {
  const { register, ledger, now } = state;
  const sts = createSts(register);

  const issue = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const entry = { at: now(), operation: 'Issue', kept: false };
    try {
      if (request.headers.soapaction !== '"Issue"') throw new StsFault('InvalidRequest', 'Wrong SOAPAction');
      const { cvr, reply } = sts.issue(body, state.switches(), now());
      ledger.add({ ...entry, cvr, outcome: 'ok' });
      send(response, 200, SOAP, reply);
    } catch (error) {
      if (!(error instanceof StsFault || error instanceof SyntaxError)) throw error;
      const fault =
        error instanceof StsFault ? error : new StsFault('InvalidRequest', 'The request is not XML');
      ledger.add({ ...entry, outcome: fault.code });
      send(response, 500, SOAP, stsFaultReply(fault));
    }
  };

  /** The gateway: routes on the action, adds its headers, and gives up when the service takes too long. */
  const forward = async (
    request: IncomingMessage,
    response: ServerResponse,
    target: string | null,
  ): Promise<void> => {
    const body = await readBody(request);
    const action = actionOf(request);
    const endpoint = target !== null && Object.hasOwn(endpoints, target) ? endpoints[target] : undefined;
    const refuse = (outcome: string, status: number, text: string): void => {
      ledger.add({ at: now(), operation: 'gateway', outcome, kept: false });
      send(response, status, SOAP, gatewayFault(text, now()));
    };
    if (!endpoint || !action || !Object.hasOwn(endpoint.operations, action))
      return refuse('unrouted', 500, 'Ingen rute for SOAPAction');
    const { gatewayTimeoutMs, delayMs } = state.switches();
    const message = withAddressing(body, action, String(target));
    const received = { endpoint, method: String(request.method), action, body: message };
    if (gatewayTimeoutMs === null || delayMs <= gatewayTimeoutMs)
      return sendAnswer(response, await call(received));
    // The caller is told of the time-out; the service goes on and may well act.
    refuse('timeout', 504, 'Tjenesten svarede ikke i tide');
    await call(received);
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
    const endpoint = Object.hasOwn(endpoints, pathname) ? endpoints[pathname] : undefined;
    const target = gatewayTarget(request.url ?? '/', String(request.headers.host));
    if (endpoint === undefined && target === undefined && pathname !== STS_PATH) return false;
    const { delayMs, down, http, gatewayTimeoutMs } = state.switches();
    if (request.method === 'GET' && endpoint && searchParams.has('wsdl')) {
      const address = `http://${request.headers.host}${pathname}`;
      send(response, 200, 'text/xml; charset=utf-8', wsdlOf(endpoint, address, state.switches()));
      return true;
    }
    const wait = target === undefined ? delayMs : Math.min(delayMs, gatewayTimeoutMs ?? delayMs);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (down || http !== null) send(response, http ?? 503, 'text/plain', 'down');
    else if (target !== undefined) await forward(request, response, target);
    else if (endpoint === undefined) await issue(request, response);
    else {
      const body = await readBody(request);
      const received = { endpoint, method: String(request.method), action: actionOf(request), body };
      sendAnswer(response, await call(received));
    }
    return true;
  };
};
