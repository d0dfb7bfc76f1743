import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Where mails are handed over, as read from the settings. */
export type SmtpSettings = {
  host: string;
  port: number;
  tls: 'implicit' | 'starttls' | 'none';
  certificates?: readonly string[];
  user?: string;
  password?: string;
  from: string;
  name: string;
  timeoutSeconds: number;
};

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Without brackets. */
  messageId: string;
  date: Date;
  headers: Readonly<Record<string, string>>;
};

/**
 * What became of a mail. `retry`: it has not been accepted; `refused`: the server will not take this address; `unknown`: the connection
 * was lost after the mail had begun to leave, so it may have been accepted. `code` is safe to log; `reached` tells whether the server answered.
 */
export type Handover = { outcome: 'sent' | 'retry' | 'refused' | 'unknown'; code: string; reached: boolean };

export type Mailer = (mail: Mail) => Promise<Handover>;

type Failure = Error & {
  code?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
};

/** Only codes leave here: what a mail server says may hold the address. */
const handoverOf = (failure: Failure, begun: boolean): Handover => {
  const { code = 'unknown', responseCode, command } = failure;
  const reached = responseCode !== undefined;
  const said = reached ? `${code}:${responseCode}` : code;
  if (reached && responseCode >= 500 && command === 'RCPT TO')
    return { outcome: 'refused', code: said, reached };
  return { outcome: begun && !reached ? 'unknown' : 'retry', code: said, reached };
};

const compose = ({ from, name }: SmtpSettings, { to, messageId, headers, ...mail }: Mail): Promise<Buffer> =>
  new MailComposer({
    ...mail,
    from: { name, address: from },
    // As an object it is one address, whatever characters it holds; as text it would be parsed as a list.
    to: { name: '', address: to },
    messageId: `<${messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

/**
 * Hands one mail over in a connection of its own. The library's transport would hide whether a broken connection had carried the mail; its
 * connection does not.
 */
export const createMailer =
  (settings: SmtpSettings): Mailer =>
  async (mail) => {
    const { host, port, tls, certificates, user, password, from, timeoutSeconds } = settings;
    const message = await compose(settings, mail);
    const connection = new SMTPConnection({
      ...{
        host,
        port,
        secure: tls === 'implicit',
        requireTLS: tls === 'starttls',
        ignoreTLS: tls === 'none',
      },
      tls: { minVersion: 'TLSv1.2', ...(certificates && { ca: [...certificates] }) },
      ...{ connectionTimeout: timeoutSeconds * 1000, greetingTimeout: timeoutSeconds * 1000 },
      ...{ dnsTimeout: timeoutSeconds * 1000, socketTimeout: timeoutSeconds * 1000 },
    });
    let begun = false;
    // Read only once the server has said that it takes the mail (354).
    const body = new Readable({
      read() {
        begun = true;
        this.push(message);
        this.push(null);
      },
    });
    const done = await new Promise<Handover>((answer) => {
      const fail = (failure: Failure): void => answer(handoverOf(failure, begun));
      const send = (): void =>
        connection.send({ from, to: [mail.to] }, body, (failure) => {
          if (failure) return fail(failure);
          answer({ outcome: 'sent', code: 'ok', reached: true });
          connection.quit();
        });
      connection.on('error', fail);
      connection.connect((failure) => {
        if (failure) return fail(failure);
        if (user === undefined || password === undefined) return send();
        connection.login({ credentials: { user, pass: password } }, (refused) =>
          refused ? fail(refused) : send(),
        );
      });
    });
    if (done.outcome !== 'sent') connection.close();
    return done;
  };
