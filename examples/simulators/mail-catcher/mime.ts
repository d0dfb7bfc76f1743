/** Just enough of MIME to show what our own mails say; what it does not know it shows as it came. */
export type Part = { type: string; text: string };
export type ReadMail = { headers: Record<string, string>; subject: string; parts: Part[] };

const split = (raw: string): { headers: Record<string, string>; body: string } => {
  const at = raw.indexOf('\r\n\r\n');
  const head = at < 0 ? raw : raw.slice(0, at);
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const pairs = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const];
  });
  return { headers: Object.fromEntries(pairs), body: at < 0 ? '' : raw.slice(at + 4) };
};

const unquote = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );

/** RFC 2047: `=?utf-8?Q?…?=`. White space between two encoded words belongs to neither. */
const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, content: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(content, 'base64').toString()
        : unquote(content.replaceAll('_', ' ')).toString(),
    );

const decodeBody = (encoding: string, body: string): string => {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding === 'quoted-printable') return unquote(body.replaceAll(/=[ \t]*\r\n/g, '')).toString();
  return Buffer.from(body, 'latin1').toString();
};

const partsOf = (raw: string): Part[] => {
  const { headers, body } = split(raw);
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary !== undefined)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((one) => partsOf(one.replace(/^\r\n/, '').replace(/\r\n$/, '')));
  const encoding = (headers['content-transfer-encoding'] ?? '').toLowerCase();
  return [{ type: type.split(';')[0] ?? '', text: decodeBody(encoding, body).replaceAll('\r\n', '\n') }];
};

/** Reads a mail as it came, one byte a character. */
export const readMail = (raw: string): ReadMail => {
  const { headers } = split(raw);
  return { headers, subject: decodeWords(headers['subject'] ?? ''), parts: partsOf(raw) };
};
