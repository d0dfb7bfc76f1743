import type { ServerResponse } from 'node:http';
import { send } from '../web.ts';
import type { Switches } from './control.ts';
import { sendHostile } from './hostile.ts';

/** How a call is answered once it has been executed or refused. */
export type Answer =
  | { readonly kind: 'whole' | 'half'; readonly status: number; readonly reply: string }
  | {
      readonly kind: 'hostile';
      readonly hostile: Exclude<Switches['hostileReply'], ''>;
      readonly reply: string;
    }
  | { readonly kind: 'drop' };

export const SOAP = 'text/xml;charset=UTF-8';

export const sendAnswer = (response: ServerResponse, answer: Answer): void => {
  if (answer.kind === 'drop') response.destroy();
  else if (answer.kind === 'hostile') sendHostile(response, answer.hostile, answer.reply);
  else if (answer.kind === 'whole') send(response, answer.status, SOAP, answer.reply);
  else {
    const { status, reply } = answer;
    response.writeHead(status, { 'content-type': SOAP, 'content-length': Buffer.byteLength(reply) });
    response.write(reply.slice(0, reply.length / 2), () => response.destroy());
  }
};
