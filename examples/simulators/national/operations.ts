import type { XmlElement } from 'libxml2-wasm';
import type { Switches } from './control.ts';
import type { Register } from './register.ts';
import { SoapFault } from './reply.ts';
import type { Ticket } from './ticket.ts';
import { elementsOf, xmlText } from './xml.ts';

const SLOERING = 'http://sundhedsdatastyrelsen.dk/identitetssloering';
const NAMESPACE_2023 = `${SLOERING}/2023/06/01/`;
const NAMESPACE_2024 = `${SLOERING}/2024/01/24/`;

/** One SOAP operation at one address: what the gateway routes on and what the body must be called. */
export type Endpoint = {
  readonly operation: 'CreateBlurring' | 'GetBlurredOrganisations' | 'GetCurrentSalt';
  readonly namespace: string;
  readonly soapAction: string;
};

export const endpoints: Readonly<Record<string, Endpoint>> = {
  '/idsas-registration/20230601/registration': {
    operation: 'CreateBlurring',
    namespace: NAMESPACE_2023,
    soapAction: 'CreateBlurring',
  },
  '/idsas-registration/20240124/registration': {
    operation: 'CreateBlurring',
    namespace: NAMESPACE_2024,
    soapAction: `${NAMESPACE_2024}#CreateBlurring`,
  },
  '/idsas-lookup/20240124/lookup': {
    operation: 'GetBlurredOrganisations',
    namespace: NAMESPACE_2024,
    soapAction: `${NAMESPACE_2024}#GetBlurredOrganisations`,
  },
  '/idsas-salt/20230601/salt': {
    operation: 'GetCurrentSalt',
    namespace: NAMESPACE_2023,
    soapAction: `${NAMESPACE_2023}#GetCurrentSalt`,
  },
};

/** The only system that may look blurrings up (IDSAS operations guide). */
export const LOOKUP_SYSTEM = 'http://system.nspop.dk/sts';

const malformed = (text: string): SoapFault => new SoapFault('Client', 'syntax_error', text);

/** The one request element of the body, in the operation's namespace. */
const requestOf = (body: XmlElement, endpoint: Endpoint): XmlElement => {
  const children = elementsOf(body);
  const [request] = children;
  if (children.length !== 1 || request?.name !== `${endpoint.operation}Request`) {
    throw malformed(`${endpoint.operation}Request forventes alene i Body`);
  }
  if (request.namespaceUri !== endpoint.namespace) throw malformed('Forkert namespace');
  return request;
};

/** Reads children strictly: exactly these, in this order, in the namespace that `strict` demands. */
const childrenOf = (parent: XmlElement, names: readonly string[], namespace: string): XmlElement[] => {
  const children = elementsOf(parent);
  const named = children.map((child) => child.name).join() === names.join();
  if (!named || children.some((child) => child.namespaceUri !== namespace)) {
    throw malformed(`${parent.name} skal indeholde ${names.join(', ')}`);
  }
  return children;
};

const citizenOf = (patientId: XmlElement, namespace: string): string => {
  const [id, classification] = childrenOf(patientId, ['id', 'classification'], namespace);
  if (classification?.content !== 'CPR') throw malformed('classification skal være CPR');
  // Ten digits and no more: test numbers have impossible days, and real ones need not satisfy modulus 11.
  if (!id || !/^\d{10}$/.test(id.content)) throw malformed('id skal være et CPR-nummer med ti cifre');
  return id.content;
};

const endOf = (text: string, now: number, switches: Switches): number => {
  const end = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(end)) throw malformed('endDateTime er ikke et tidspunkt');
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() + 2);
  if (end > limit.getTime()) throw malformed('endDateTime må højst være to år frem');
  const tolerance = switches.rejectPastToleranceSeconds;
  if (tolerance !== null && end < now - tolerance * 1000) throw malformed('endDateTime er passeret');
  return end;
};

type Call = {
  readonly endpoint: Endpoint;
  readonly body: XmlElement;
  readonly ticket: Ticket;
  readonly switches: Switches;
  readonly register: Register;
  readonly now: number;
};

/** A blurring to keep, or the content of the answer. @throws SoapFault */
export type Result = { readonly cpr?: string; readonly end?: number; readonly content: string };

export const execute = (call: Call): Result => {
  const { endpoint, register, now } = call;
  const request = requestOf(call.body, endpoint);
  const respond = (content: string): string =>
    `<${endpoint.operation}Response xmlns="${endpoint.namespace}">${content}</${endpoint.operation}Response>`;

  if (endpoint.operation === 'GetCurrentSalt')
    return { content: respond(`<salt>${xmlText(register.salt)}</salt>`) };
  if (endpoint.operation === 'GetBlurredOrganisations') {
    if (call.ticket.systemName !== LOOKUP_SYSTEM) throw notWhitelisted(call.ticket.cvr, 'LOOKUP');
    const [patientId] = childrenOf(request, ['patientId'], '');
    const cpr = patientId ? citizenOf(patientId, '') : '';
    const organisations = register
      .blurredFor(cpr, now)
      .map((cvr) => `<organisation><id>${cvr}</id><classification>CVR</classification></organisation>`);
    return { cpr, content: respond(organisations.join('')) };
  }

  const { switches, ticket } = call;
  if (register.clients.get(ticket.cvr)?.whitelisted !== true) throw notWhitelisted(ticket.cvr, 'BLURRING');
  const children = switches.strict === 'qualified' ? endpoint.namespace : '';
  const [patientId, endDateTime] = childrenOf(request, ['patientId', 'endDateTime'], children);
  if (!patientId || !endDateTime) throw malformed('patientId og endDateTime kræves');
  const cpr = citizenOf(patientId, children);
  const end = endOf(endDateTime.content, now, switches);
  if (switches.personInformationDown) {
    throw new SoapFault('Server', 'processing_problem', 'PersonInformation svarer ikke');
  }
  return { cpr, end, content: respond('OK') };
};

const notWhitelisted = (cvr: string, type: string): SoapFault =>
  new SoapFault(
    'Client',
    'not_authorized',
    `Client persistent unique key 'CVR:${cvr}' er ikke whitelisted for type ${type}`,
  );
