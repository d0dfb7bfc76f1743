/** As much of DER (X.690) as a certificate needs. */

const wrap = (tag: number, content: Buffer): Buffer => {
  const size = content.byteLength;
  if (size < 128) return Buffer.concat([Buffer.from([tag, size]), content]);
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), content]);
};

export const sequence = (...parts: Buffer[]): Buffer => wrap(0x30, Buffer.concat(parts));
export const set = (...parts: Buffer[]): Buffer => wrap(0x31, Buffer.concat(parts));
export const utf8 = (text: string): Buffer => wrap(0x0c, Buffer.from(text, 'utf8'));
export const printable = (text: string): Buffer => wrap(0x13, Buffer.from(text, 'ascii'));
export const bitString = (bytes: Buffer, unused = 0): Buffer =>
  wrap(0x03, Buffer.concat([Buffer.from([unused]), bytes]));
export const octets = (bytes: Buffer): Buffer => wrap(0x04, bytes);
export const nothing = (): Buffer => wrap(0x05, Buffer.alloc(0));
export const truth = (): Buffer => wrap(0x01, Buffer.from([0xff]));
/** `[number]`, explicitly tagged. */
export const tagged = (number: number, content: Buffer): Buffer => wrap(0xa0 | number, content);

/** A non-negative whole number from its bytes; a leading zero keeps the sign bit clear. */
export const integer = (bytes: Buffer): Buffer =>
  wrap(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280, 4.1.2.5). */
export const time = (date: Date): Buffer => {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const late = date.getUTCFullYear() >= 2050;
  return wrap(late ? 0x18 : 0x17, Buffer.from(`${late ? digits : digits.slice(2)}Z`, 'ascii'));
};

/** Object identifier in dotted form. */
export const oid = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) septets.unshift((left & 0x7f) | 0x80);
    return septets;
  });
  return wrap(0x06, Buffer.from(bytes));
};
