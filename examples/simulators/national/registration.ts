import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { Result } from './call.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Endpoint } from './operations.ts';
import { envelope, faultBody, SoapFault } from './reply.ts';
import type { Linking } from './reply.ts';
import { malformed } from './request.ts';
import type { SimulatorState } from './state.ts';
import type { TicketCheck } from './ticket.ts';
import { at, elementsOf, readXml, textAt } from './xml.ts';

type Entry = Omit<LedgerEntry, 'number'>;
type MutableEntry = { -readonly [Field in keyof Entry]: Entry[Field] };

/** A SOAP request as it reached the service: directly, or through the gateway. */
export type Received = {
  readonly endpoint: Endpoint;
  readonly method: string;
  /** Without its quotes. */
  readonly action: string | undefined;
  readonly body: Buffer;
};

/** Answers the platform's operations: headers, ticket, then the operation itself. */
export const createRegistration = (state: SimulatorState, checkTicket: TicketCheck) => {
  const { register, ledger, now } = state;
  const answered = new Map<string, string>();

  /** @throws SoapFault when the switch asks for a fault; counts it down. */
  const takeFault = (operation: string): void => {
    const switches = state.switches();
    const { fault, faultTimes, faultOperation } = switches;
    if (fault === '' || (faultOperation !== '' && faultOperation !== operation)) return;
    if (faultTimes > 0) {
      state.setSwitches({ ...switches, fault: faultTimes === 1 ? '' : fault, faultTimes: faultTimes - 1 });
    }
    // The side DGWS gives each code (trifork/dgws).
    const side = ['processing_problem', 'nonrepudiation_not_supported'].includes(fault) ? 'Server' : 'Client';
    throw new SoapFault(side, fault, `Simuleret fejl: ${fault}`);
  };

  /** Reads and executes; writes into `entry` what it learns on the way, so that a refused call is listed too. */
  const execute = ({ endpoint, method, action, body }: Received, entry: MutableEntry): Result => {
    if (method !== 'POST') throw new SoapFault('Client', 'illegal_HTTP_method', 'Kun POST');
    const operation = Object.hasOwn(endpoint.operations, action ?? '')
      ? endpoint.operations[action ?? '']
      : undefined;
    // The platform routes on the header, so a wrong one never reaches the service and carries no DGWS code.
    if (operation === undefined || state.switches().wrongSoapAction)
      throw new SoapFault('Client', undefined, 'Ukendt SOAPAction');
    entry.operation = operation.name;
    return parse(body, (root) => {
      const linking = at(root, 'soap:Header/medcom:Header/medcom:Linking');
      entry.messageId = linking && textAt(linking, 'medcom:MessageID');
      entry.flowId = linking && textAt(linking, 'medcom:FlowID');
      const ticket = checkTicket(root, now(), state.revokedAt());
      entry.cvr = ticket.cvr;
      if (!entry.messageId)
        throw new SoapFault('Client', 'missing_required_header', 'medcom:Header med MessageID mangler');
      takeFault(operation.name);
      const switches = state.switches();
      const remembered = switches.replayMessageIds ? answered.get(entry.messageId) : undefined;
      if (remembered !== undefined) return { content: remembered };
      const { namespace } = endpoint;
      const soapBody = at(root, 'soap:Body');
      const [request, ...others] = soapBody ? elementsOf(soapBody) : [];
      const call = { namespace, ticket, switches, register, now: now() };
      // The test service takes any body.
      if (operation.name === 'invoke' && request) return operation.run({ ...call, request });
      if (request?.name !== `${operation.name}Request` || others.length > 0)
        throw malformed(`${operation.name}Request forventes alene i Body`);
      if (request.namespaceUri !== namespace) throw malformed('Forkert namespace');
      return operation.run({ ...call, request });
    });
  };

  const keep = async (result: Result, entry: MutableEntry): Promise<void> => {
    const { citizen, unit } = result;
    const { cvr, messageId } = entry;
    entry.cpr = citizen?.cpr ?? result.asked;
    entry.end = citizen?.end;
    if (unit) entry.unit = `${unit.classification} ${unit.id}`;
    if (!cvr || !messageId || (!citizen && !unit)) return;
    if (citizen) await register.put({ cvr, ...citizen, messageId, at: entry.at });
    if (unit) await register.putDepartment({ cvr, ...unit, messageId, at: entry.at });
    entry.kept = true;
    if (state.switches().replayMessageIds) answered.set(messageId, result.content);
  };

  return async (received: Received): Promise<Answer> => {
    const { dropReply, halfReply, cutBefore, hostileReply } = state.switches();
    const entry: MutableEntry = { at: now(), operation: '–', outcome: 'ok', kept: false };
    if (cutBefore) {
      ledger.add({ ...entry, outcome: 'cutBefore' });
      return { kind: 'drop' };
    }
    let status = 200;
    let reply: string;
    try {
      const result = execute(received, entry);
      await keep(result, entry);
      reply = envelope(result.content, linkingOf(entry), now(), 'flow_finalized_succesfully');
    } catch (fault) {
      if (!(fault instanceof SoapFault)) throw fault;
      entry.outcome = fault.code ?? 'gateway';
      status = 500;
      reply = envelope(faultBody(fault), linkingOf(entry), now());
    }
    const cut = dropReply ? 'dropReply' : halfReply ? 'halfReply' : hostileReply;
    ledger.add(cut ? { ...entry, outcome: `${entry.outcome}, ${cut}` } : entry);
    if (dropReply) return { kind: 'drop' };
    if (hostileReply !== '') return { kind: 'hostile', hostile: hostileReply, reply };
    return { kind: halfReply ? 'half' : 'whole', status, reply };
  };
};

const linkingOf = ({ messageId, flowId }: Entry): Linking => ({ messageId, flowId });

/** Reads the message. @throws SoapFault also when it is not XML. */
const parse = (body: Buffer, use: Parameters<typeof readXml<Result>>[1]): Result => {
  try {
    return readXml(body, use);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw malformed('Forespørgslen kan ikke læses');
  }
};

/** The action of a request without the quotes around it; undefined when it has none or no quotes. */
export const actionOf = (request: IncomingMessage): string | undefined =>
  /^"(.*)"$/.exec(String(request.headers.soapaction ?? ''))?.[1];
