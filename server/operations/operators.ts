import { createHash, timingSafeEqual } from 'node:crypto';
import { actorId, type ActorId } from '../domain/ids.ts';

/** Who may pause and release deliveries: name → SHA-256 of the key. Keys are 256 random bits, so a plain hash cannot be searched. */
export type Operators = ReadonlyMap<string, Buffer>;

const line = /^([a-z][a-z0-9.-]{1,39}) ([A-Za-z0-9_-]{43})$/;

const hashKey = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();

/** One operator as a line of the file: name, space, hash in base64url. */
export const operatorLine = (name: string, key: string): string =>
  `${name} ${hashKey(key).toString('base64url')}`;

/**
 * Reads the operators file: one `name hash` a line, `#` begins a comment.
 * @throws with the number of a line that does not fit, never with its text
 */
export const parseOperators = (text: string): Operators => {
  const operators = new Map<string, Buffer>();
  for (const [index, one] of text.split('\n').entries()) {
    const content = one.replace(/#.*$/, '').trim();
    if (content === '') continue;
    const [, name, hash] = line.exec(content) ?? [];
    if (name === undefined || hash === undefined || operators.has(name))
      throw new Error(`operators: line ${index + 1} is not "name hash", or repeats a name`);
    operators.set(name, Buffer.from(hash, 'base64url'));
  }
  return operators;
};

/** The actor an `Authorization: Basic` header proves (RFC 7617), or undefined. Takes the same time for a wrong name as for a wrong key. */
export const authenticateOperator = (
  operators: Operators,
  header: string | undefined,
): ActorId | undefined => {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,200})$/.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const given = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = given.indexOf(':');
  const name = given.slice(0, Math.max(colon, 0));
  const known = operators.get(name);
  const same = timingSafeEqual(known ?? Buffer.alloc(32), hashKey(given.slice(colon + 1)));
  return known !== undefined && same ? actorId(`operator:${name}`) : undefined;
};
