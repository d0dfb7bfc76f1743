const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const form = /^[A-Za-z0-9_-]+$/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Whether a text is the one base64url spelling of its bytes. Decoders ignore the unused bits of the last character
 * (RFC 4648 §3.5), so that one token has several spellings; only one is accepted.
 */
export const isCanonicalBase64url = (text: string): boolean => {
  if (!form.test(text)) return false;
  const rest = text.length % 4;
  if (rest === 0) return true;
  const last = alphabet.indexOf(text.at(-1) ?? '');
  return rest === 2 ? last % 16 === 0 : rest === 3 && last % 4 === 0;
};

/** Strings whole, so that what stands inside them is not read as structure. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gu;

/** Names repeated within one object: readers disagree on which value counts (RFC 8259 §4). */
const hasDuplicateNames = (json: string): boolean => {
  const open: Set<string>[] = [];
  let previous = '';
  for (const [token] of json.matchAll(tokens)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      const name: unknown = JSON.parse(previous);
      if (typeof name !== 'string' || !names || names.has(name)) return true;
      names.add(name);
    }
    previous = token;
  }
  return false;
};

/**
 * Bytes (or their base64url text) as a JSON object; undefined for anything that two readers could read differently: invalid UTF-8, a byte order mark,
 * repeated names, or a value that is no object.
 */
export const readJsonObject = (bytes: Uint8Array): Record<string, unknown> | undefined => {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || hasDuplicateNames(text))
      return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
};

/** Decodes one part of a compact token whose spelling has been checked. */
export const readJsonPart = (part: string): Record<string, unknown> | undefined =>
  readJsonObject(Buffer.from(part, 'base64url'));
