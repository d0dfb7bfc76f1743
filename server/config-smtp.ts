import { z } from 'zod';

/** Names of this machine: where a mail may travel without TLS, for the demo and for a relay beside the server. */
const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * The mail server notices are sent by, one file per environment (`SLOERING_SMTP_FILE`), readable by its owner only for it may hold a
 * password.
 */
export const SmtpFile = z
  .strictObject({
    host: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/, 'must be a host name or an address'),
    port: z.int().min(1).max(65_535),
    /** `implicit`: TLS from the first byte (465); `starttls`: required after the greeting (587, 25); `none`: on this machine only. */
    tls: z.enum(['implicit', 'starttls', 'none']),
    /** PEM text of certificate authorities beyond Node's own. */
    certificates: z
      .array(z.string().startsWith('-----BEGIN CERTIFICATE-----'))
      .min(1)
      .max(20)
      .exactOptional(),
    user: z.string().min(1).max(200).exactOptional(),
    password: z.string().min(1).max(1_000).exactOptional(),
    /** The address mails come from; the municipalities' mail servers must let it in (SPF, DKIM). */
    from: z.email().max(254),
    /** The name shown beside it. */
    name: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[^\p{Cc}]+$/u, 'must not hold control characters')
      .default('Sløring'),
    timeoutSeconds: z.int().min(1).max(60).default(10),
  })
  .refine((one) => (one.user === undefined) === (one.password === undefined), {
    path: ['password'],
    message: 'user and password belong together',
  })
  .refine((one) => one.tls !== 'none' || loopback.has(one.host), {
    path: ['tls'],
    message: 'may be "none" only for a mail server on this machine',
  });
export type SmtpFile = z.output<typeof SmtpFile>;
