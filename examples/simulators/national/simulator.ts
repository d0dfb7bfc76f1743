import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody, send } from '../web.ts';
import type { Listening } from '../web.ts';
import { initialSwitches } from './control.ts';
import type { Switches } from './control.ts';
import { createControl } from './control-api.ts';
import { createLedger } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { endpoints, execute } from './operations.ts';
import type { Endpoint } from './operations.ts';
import { openRegister } from './register.ts';
import { envelope, faultBody, SoapFault } from './reply.ts';
import type { Linking } from './reply.ts';
import { createSts, StsFault, stsFaultReply } from './sts.ts';
import { createTicketCheck } from './ticket.ts';
import { at, readXml, textAt } from './xml.ts';

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
  const ledger = createLedger();
  const answered = new Map<string, string>();
  let switches: Switches = initialSwitches;
  const control = createControl({
    register,
    ledger,
    now,
    switches: () => switches,
    setSwitches: (next) => (switches = next),
  });

  const issue = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const entry = { at: now(), operation: 'Issue', kept: false };
    try {
      if (request.headers.soapaction !== '"Issue"')
        throw new StsFault('InvalidRequest', 'SOAPAction must be "Issue"');
      const { cvr, reply } = sts.issue(body, switches, now());
      ledger.add({ ...entry, cvr, outcome: 'ok' });
      send(response, 200, SOAP, reply);
    } catch (error) {
      const fault =
        error instanceof StsFault ? error : new StsFault('InvalidRequest', 'The request is not XML');
      ledger.add({ ...entry, outcome: fault.code });
      send(response, 500, SOAP, stsFaultReply(fault));
    }
  };

  const takeFault = (): void => {
    const { fault, faultTimes } = switches;
    if (fault === '') return;
    if (faultTimes === 1) switches = { ...switches, fault: '', faultTimes: 0 };
    else if (faultTimes > 1) switches = { ...switches, faultTimes: faultTimes - 1 };
    throw new SoapFault(
      fault === 'processing_problem' ? 'Server' : 'Client',
      fault,
      `Simuleret fejl: ${fault}`,
    );
  };

  const call = async (
    endpoint: Endpoint,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await readBody(request);
    const { dropReply, halfReply, cutBefore } = switches;
    let linking: Linking = {};
    let entry: Omit<LedgerEntry, 'number'> = {
      at: now(),
      operation: endpoint.operation,
      outcome: 'ok',
      kept: false,
    };
    if (cutBefore) {
      ledger.add({ ...entry, outcome: 'cutBefore' });
      response.destroy();
      return;
    }
    let reply: string;
    let status = 200;
    try {
      if (request.method !== 'POST') throw new SoapFault('Client', 'illegal_HTTP_method', 'Kun POST');
      // The gateway routes on the header, so a wrong one never reaches the service and carries no DGWS code.
      if (request.headers.soapaction !== `"${endpoint.soapAction}"`) {
        throw new SoapFault('Client', undefined, 'Ukendt SOAPAction');
      }
      const result = readXml(body, (root) => {
        linking = {
          messageId: textAt(root, 'soap:Header/medcom:Header/medcom:Linking/medcom:MessageID'),
          flowId: textAt(root, 'soap:Header/medcom:Header/medcom:Linking/medcom:FlowID'),
        };
        entry = { ...entry, ...linking };
        const ticket = checkTicket(root, now());
        entry = { ...entry, cvr: ticket.cvr };
        if (!linking.messageId) {
          throw new SoapFault('Client', 'missing_required_header', 'medcom:Header med MessageID mangler');
        }
        takeFault();
        const soapBody = at(root, 'soap:Body');
        if (!soapBody) throw new SoapFault('Client', 'syntax_error', 'Body mangler');
        const remembered = switches.replayMessageIds ? answered.get(linking.messageId) : undefined;
        if (remembered !== undefined) return { content: remembered };
        return execute({ endpoint, body: soapBody, ticket, switches, register, now: now() });
      });
      if ('cpr' in result) entry = { ...entry, cpr: result.cpr, end: result.end };
      if (entry.cvr && entry.cpr && entry.end !== undefined && entry.messageId) {
        const { cvr, cpr, end, messageId } = entry;
        await register.put({ cvr, cpr, end, messageId, at: entry.at });
        entry = { ...entry, kept: true };
      }
      if (linking.messageId && switches.replayMessageIds) answered.set(linking.messageId, result.content);
      reply = envelope(result.content, linking, now(), 'flow_finalized_succesfully');
    } catch (error) {
      const fault =
        error instanceof SoapFault
          ? error
          : new SoapFault('Client', 'syntax_error', 'Forespørgslen kan ikke læses');
      if (
        !(error instanceof SoapFault) &&
        !(error instanceof Error && /Xml|Syntax/.test(error.constructor.name))
      ) {
        throw error;
      }
      entry = { ...entry, outcome: fault.code ?? 'gateway' };
      status = 500;
      reply = envelope(faultBody(fault), linking, now());
    }
    const cut = dropReply ? 'dropReply' : halfReply ? 'halfReply' : undefined;
    ledger.add(cut ? { ...entry, outcome: `${entry.outcome}, ${cut}` } : entry);
    if (dropReply) response.destroy();
    else if (halfReply) {
      response.writeHead(status, { 'content-type': SOAP, 'content-length': Buffer.byteLength(reply) });
      response.write(reply.slice(0, reply.length / 2), () => response.destroy());
    } else send(response, status, SOAP, reply);
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
