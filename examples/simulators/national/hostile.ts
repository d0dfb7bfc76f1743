import type { ServerResponse } from 'node:http';
import type { Switches } from './control.ts';

const levels = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join(
  '',
);
const megabyte = Buffer.alloc(1024 * 1024, ' ');

const make: Record<Exclude<Switches['hostileReply'], '' | 'huge'>, (reply: string) => string | Buffer> = {
  'entity-bomb': (reply) => `<!DOCTYPE a [<!ENTITY e0 "ha">${levels}]>${reply.replace('>OK<', '>&e12;<')}`,
  utf16: (reply) => Buffer.from(`\ufeff${reply}`, 'utf16le'),
  latin1: (reply) =>
    Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?><!-- æøå -->${reply.replace(/^<\?xml.*?\?>/s, '')}`,
      'latin1',
    ),
  truncated: (reply) => reply.slice(0, reply.length - 40),
  'ok-in-header': (reply) => {
    const [success = ''] = /<(\w+Response)\b[^>]*>.*<\/\1>/s.exec(reply) ?? [];
    return reply.replace(success, '<nothing/>').replace('<soap:Header>', `<soap:Header>${success}`);
  },
  'ok-in-comment': (reply) =>
    reply.replace(/<soap:Body>(.*)<\/soap:Body>/s, '<soap:Body><!-- $1 --></soap:Body>'),
  'two-responses': (reply) => reply.replace(/<soap:Body>(.*)<\/soap:Body>/s, '<soap:Body>$1$1</soap:Body>'),
  html: () => '<html><body><h1>OK</h1></body></html>',
  'other-message': (reply) =>
    reply.replace(/(<medcom:InResponseToMessageID>)[^<]*/, '$100000000-0000-4000-8000-000000000000'),
};

/** Sends what no register should send, after the call has been executed. */
export const sendHostile = (
  response: ServerResponse,
  kind: Exclude<Switches['hostileReply'], ''>,
  reply: string,
): void => {
  response.writeHead(200, { 'content-type': 'text/xml;charset=UTF-8' });
  if (kind !== 'huge') return void response.end(make[kind](reply));
  let sent = 0;
  const more = (): void => {
    for (; sent < 100 && !response.destroyed; sent += 1)
      if (!response.write(megabyte)) return void response.once('drain', more);
    response.end();
  };
  more();
};
