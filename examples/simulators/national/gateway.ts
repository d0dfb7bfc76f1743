import { envelope, faultBody, SoapFault } from './reply.ts';
import { NAMESPACES, xmlText } from './xml.ts';

const PREFIX = '/decoupling/';

/** What the gateway knows by name; the identifiers are the simulator's own. */
const services: Readonly<Record<string, string>> = {
  'idsas-registration-20230601': '/idsas-registration/20230601/registration',
  'idsas-registration': '/idsas-registration/20240124/registration',
  'idsas-lookup': '/idsas-lookup/20240124/lookup',
  'idsas-salt': '/idsas-salt/20230601/salt',
  nts: '/nts/service',
};

/**
 * The address a gateway call is meant for: `/decoupling/<whole address>` or `/decoupling/service/<identifier>/` (NSP page 51511406).
 * Undefined when it is not a gateway call; null when it leads anywhere but to this simulator.
 */
export const gatewayTarget = (url: string, host: string): string | null | undefined => {
  if (!url.startsWith(PREFIX)) return undefined;
  const target = url.slice(PREFIX.length);
  const [, name] = /^service\/([\w-]+)\/?$/.exec(target) ?? [];
  if (name !== undefined) return Object.hasOwn(services, name) ? (services[name] ?? null) : null;
  if (!URL.canParse(target)) return null;
  const parsed = new URL(target);
  return parsed.host === host ? parsed.pathname : null;
};

/**
 * WS-Addressing headers as the gateway adds them (`WSA_OVERWRITE`). Read as one character per byte, so that not a byte of the ID card
 * changes, whatever the encoding.
 */
export const withAddressing = (message: Buffer, action: string, to: string): Buffer => {
  const text = message.toString('latin1');
  const header =
    /<(?:[A-Za-z_][\w.-]*:)?Envelope\b[^>]*>\s*<(?:[A-Za-z_][\w.-]*:)?Header(?:\s[^>]*[^/>])?>/.exec(text);
  if (header === null) return message;
  const at = header.index + header[0].length;
  const added =
    `<wsa:Action xmlns:wsa="${NAMESPACES.wsa}">${xmlText(action)}</wsa:Action>` +
    `<wsa:To xmlns:wsa="${NAMESPACES.wsa}">${xmlText(to)}</wsa:To>`;
  return Buffer.concat([message.subarray(0, at), Buffer.from(added), message.subarray(at)]);
};

/** The gateway's own fault: no DGWS code and no DGWS headers about our message. */
export const gatewayFault = (text: string, now: number): string =>
  envelope(faultBody(new SoapFault('Client', undefined, text)), {}, now);
