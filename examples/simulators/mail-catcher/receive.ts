import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { z } from 'zod';

/** One mail as it came. `raw` has one byte a character. */
export type Caught = { id: number; at: number; from: string; to: string[]; raw: string };

/**
 * `down` closes every connection; `later` takes no mail now (451); `refuse` takes none for any address (550); `cut` keeps the mail and
 * breaks the connection without saying so.
 */
export const faultSchema = z.enum(['none', 'down', 'later', 'refuse', 'cut']);
export type Fault = z.infer<typeof faultSchema>;

/** Largest mail, bytes. */
const sizeLimit = 262_144;

const failed = (status: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode: status });

/** Speaks SMTP without TLS or login, for programs of this machine. */
export const receiveMail = async (options: {
  port: number;
  host: string;
  fault: () => Fault;
  keep: (mail: Omit<Caught, 'id' | 'at'>) => Promise<void>;
}): Promise<{ port: number; close(): Promise<void> }> => {
  const { fault, keep } = options;
  const cut = (session: SMTPServerSession): void => {
    for (const connection of server.connections)
      if (connection.session.id === session.id) connection._socket.destroy();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: sizeLimit,
    onConnect: (_, done) => done(fault() === 'down' ? failed(421, 'Closed for now') : null),
    onRcptTo: (_address, _session, done) => done(fault() === 'refuse' ? failed(550, 'No such person') : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (fault() === 'later') return done(failed(451, 'Try again later'));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        keep({ from, to, raw: Buffer.concat(chunks).toString('latin1') }).then(
          () => (fault() === 'cut' ? cut(session) : done()),
          () => done(failed(452, 'Not kept')),
        );
      });
    },
  });
  // A client that goes away in the middle is its own business.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
};
