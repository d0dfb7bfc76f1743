import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, send } from '../web.ts';
import type { LedgerEntry } from './ledger.ts';
import { execute } from './operations.ts';
import type { Endpoint, Result } from './operations.ts';
import { envelope, faultBody, SoapFault } from './reply.ts';
import type { Linking } from './reply.ts';
import type { SimulatorState } from './state.ts';
import type { TicketCheck } from './ticket.ts';
import { at, readXml, textAt } from './xml.ts';

type Entry = Omit<LedgerEntry, 'number'>;
const SOAP = 'text/xml;charset=UTF-8';

/** Answers the register's operations: gateway, headers, ticket, then the operation itself. */
export const createRegistration = (state: SimulatorState, checkTicket: TicketCheck) => {
  const { register, ledger, now } = state;
  const answered = new Map<string, string>();

  /** @throws SoapFault when the switch asks for a fault; counts it down. */
  const takeFault = (): void => {
    const switches = state.switches();
    const { fault, faultTimes } = switches;
    if (fault === '') return;
    if (faultTimes > 0) {
      state.setSwitches({ ...switches, fault: faultTimes === 1 ? '' : fault, faultTimes: faultTimes - 1 });
    }
    throw new SoapFault(
      fault === 'processing_problem' ? 'Server' : 'Client',
      fault,
      `Simuleret fejl: ${fault}`,
    );
  };

  /** Reads and executes; writes into `entry` what it learns on the way, so that a refused call is listed too. */
  const answer = (
    endpoint: Endpoint,
    request: IncomingMessage,
    body: Buffer,
    entry: MutableEntry,
  ): Result => {
    if (request.method !== 'POST') throw new SoapFault('Client', 'illegal_HTTP_method', 'Kun POST');
    // The gateway routes on the header, so a wrong one never reaches the service and carries no DGWS code.
    if (request.headers.soapaction !== `"${endpoint.soapAction}"`) {
      throw new SoapFault('Client', undefined, 'Ukendt SOAPAction');
    }
    return parse(body, (root) => {
      const linking = at(root, 'soap:Header/medcom:Header/medcom:Linking');
      entry.messageId = linking && textAt(linking, 'medcom:MessageID');
      entry.flowId = linking && textAt(linking, 'medcom:FlowID');
      const ticket = checkTicket(root, now());
      entry.cvr = ticket.cvr;
      if (!entry.messageId) {
        throw new SoapFault('Client', 'missing_required_header', 'medcom:Header med MessageID mangler');
      }
      takeFault();
      const soapBody = at(root, 'soap:Body');
      if (!soapBody) throw new SoapFault('Client', 'syntax_error', 'Body mangler');
      const remembered = state.switches().replayMessageIds ? answered.get(entry.messageId) : undefined;
      if (remembered !== undefined) return { content: remembered };
      return execute({ endpoint, body: soapBody, ticket, switches: state.switches(), register, now: now() });
    });
  };

  const keep = async (result: Result, entry: MutableEntry): Promise<void> => {
    entry.cpr = result.cpr;
    entry.end = result.end;
    const { cvr, cpr, end, messageId } = entry;
    if (!cvr || !cpr || end === undefined || !messageId) return;
    await register.put({ cvr, cpr, end, messageId, at: entry.at });
    entry.kept = true;
    if (state.switches().replayMessageIds) answered.set(messageId, result.content);
  };

  return async (endpoint: Endpoint, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const { dropReply, halfReply, cutBefore } = state.switches();
    const entry: MutableEntry = { at: now(), operation: endpoint.operation, outcome: 'ok', kept: false };
    if (cutBefore) {
      ledger.add({ ...entry, outcome: 'cutBefore' });
      response.destroy();
      return;
    }
    let status = 200;
    let reply: string;
    try {
      const result = answer(endpoint, request, body, entry);
      await keep(result, entry);
      reply = envelope(result.content, linkingOf(entry), now(), 'flow_finalized_succesfully');
    } catch (fault) {
      if (!(fault instanceof SoapFault)) throw fault;
      entry.outcome = fault.code ?? 'gateway';
      status = 500;
      reply = envelope(faultBody(fault), linkingOf(entry), now());
    }
    const cut = dropReply ? 'dropReply' : halfReply ? 'halfReply' : undefined;
    ledger.add(cut ? { ...entry, outcome: `${entry.outcome}, ${cut}` } : entry);
    if (dropReply) response.destroy();
    else if (halfReply) {
      response.writeHead(status, { 'content-type': SOAP, 'content-length': Buffer.byteLength(reply) });
      response.write(reply.slice(0, reply.length / 2), () => response.destroy());
    } else send(response, status, SOAP, reply);
  };
};

type MutableEntry = { -readonly [Field in keyof Entry]: Entry[Field] };

const linkingOf = ({ messageId, flowId }: Entry): Linking => ({ messageId, flowId });

/** Reads the message. @throws SoapFault also when it is not XML. */
const parse = (body: Buffer, use: Parameters<typeof readXml<Result>>[1]): Result => {
  try {
    return readXml(body, use);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SoapFault('Client', 'syntax_error', 'Forespørgslen kan ikke læses');
  }
};
