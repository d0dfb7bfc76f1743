import { type Attributes, valueOf } from './attributes.ts';
import { NAME_ID } from './names.ts';
import type { NameId } from './port.ts';
import { must, refuse } from './rules.ts';

export type Person = { cvr: string; serial: string; name: string };

// The name is greedy and the last `Serial` wins: senders join without escaping, so a name may hold `,Serial=` itself (contract 3.3).
const subject = /^\s*C\s*=\s*DK\s*,\s*O\s*=\s*(\d{8})\s*,\s*CN\s*=\s*(.*)\s*,\s*Serial\s*=\s*(\S+)\s*$/s;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const persistentPrefix = 'https://data.gov.dk/model/core/eid/professional/uuid/';
const longest = 1000;

/**
 * The person a NameID names: `C=DK,O=<cvr>,CN=<name>,Serial=<id>`, or OIOSAML 3's persistent address of a UUID, where name and CVR come
 * from the attributes. The authority in the NameID must be the one in the attribute.
 * @throws Refusal
 */
export const readPerson = ({ value, format }: NameId, cvr: string, attributes: Attributes): Person => {
  must(/^\d{8}$/.test(cvr), 'cvr');
  must(value.length <= longest, 'name_id');
  if (format === NAME_ID.x509) {
    const [, authority, name = '', serial = ''] = subject.exec(value) ?? refuse('name_id');
    must(authority === cvr, 'cvr');
    return { cvr, serial: readSerial(serial), name: name.trim() };
  }
  must(format === NAME_ID.persistent && value.startsWith(persistentPrefix), 'name_id');
  const id = value.slice(persistentPrefix.length);
  must(uuid.test(id), 'name_id');
  return { cvr, serial: id.toLowerCase(), name: fullName(attributes) };
};

/** Lower case where it is a UUID: the same person must not become two by a sender's choice of case. */
const readSerial = (serial: string): string => (uuid.test(serial) ? serial.toLowerCase() : serial);

const fullName = (attributes: Attributes): string =>
  valueOf(attributes, 'fullName') ??
  [valueOf(attributes, 'firstName'), valueOf(attributes, 'lastName')].filter(Boolean).join(' ');
