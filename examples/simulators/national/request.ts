import type { XmlElement } from 'libxml2-wasm';
import type { WhitelistType } from './control.ts';
import type { Call } from './call.ts';
import { SoapFault } from './reply.ts';
import { elementsOf } from './xml.ts';

export const malformed = (text: string): SoapFault => new SoapFault('Client', 'syntax_error', text);

/** @throws SoapFault in the documented words when the caller's organisation may not make this kind of call. */
export const demandWhitelisted = ({ register, ticket }: Call, type: WhitelistType): void => {
  const client = register.clients.get(ticket.cvr);
  if (client?.whitelisted === true && (client.types?.includes(type) ?? true)) return;
  throw notWhitelisted(ticket.cvr, type);
};

export const notWhitelisted = (cvr: string, type: WhitelistType): SoapFault =>
  new SoapFault(
    'Client',
    'not_authorized',
    `Client persistent unique key 'CVR:${cvr}' er ikke whitelisted for type ${type}`,
  );

/** Reads children strictly: exactly these, in this order, in the namespace that the switches demand. */
export const childrenOf = (
  parent: XmlElement,
  names: readonly string[],
  { namespace, switches }: Pick<Call, 'namespace' | 'switches'>,
): XmlElement[] => {
  const children = elementsOf(parent);
  const demanded = switches.strict === 'qualified' ? namespace : '';
  const named = children.map((child) => child.name).join() === names.join();
  const qualified = children.every((child) =>
    switches.lenient
      ? child.namespaceUri === '' || child.namespaceUri === namespace
      : child.namespaceUri === demanded,
  );
  if (!named || !qualified) throw malformed(`${parent.name} skal indeholde ${names.join(', ')}`);
  return children;
};

/** The answer of an operation that has nothing to tell. */
export const success = (operation: string, { namespace, switches }: Call): string =>
  `<${operation}Response xmlns="${namespace}">${switches.emptyResponse ? '' : 'OK'}</${operation}Response>`;
