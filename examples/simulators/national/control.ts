import { z } from 'zod';
import { X509Certificate } from 'node:crypto';

/** What can be made to go wrong while the simulator runs. Every field may be changed alone. */
export const switchesSchema = z.strictObject({
  /** Answer everything national with 503. */
  down: z.boolean(),
  /** The ticket service alone answers `wst:RequestFailed`. */
  stsDown: z.boolean(),
  /** Wait before answering, milliseconds. */
  delayMs: z.number().int().min(0).max(600_000),
  /** Keep the blurring, then close the connection without an answer. */
  dropReply: z.boolean(),
  /** Close the connection before reading anything into the register. */
  cutBefore: z.boolean(),
  /** Keep the blurring, then close in the middle of the answer. */
  halfReply: z.boolean(),
  /** Answer this DGWS fault code instead of registering; empty for none. */
  fault: z.string().max(60),
  /** How many calls get the fault before it clears itself; 0 until it is cleared. */
  faultTimes: z.number().int().min(0),
  /** How long past an end may be, in seconds; null accepts any. */
  rejectPastToleranceSeconds: z.number().int().min(0).nullable(),
  /** Whether children of the request must carry the namespace. */
  strict: z.enum(['qualified', 'unqualified']),
  /** CPR master data is away. */
  personInformationDown: z.boolean(),
  /** How the ticket service signs. */
  signatureAlgorithm: z.enum(['sha256', 'sha1']),
  /** How long cards last. */
  cardLifetimeMinutes: z.number().int().min(1).max(1440),
  /** Answer a repeated MessageID from memory without executing it. */
  replayMessageIds: z.boolean(),
});

export type Switches = z.infer<typeof switchesSchema>;

export const initialSwitches: Switches = {
  down: false,
  stsDown: false,
  delayMs: 0,
  dropReply: false,
  cutBefore: false,
  halfReply: false,
  fault: '',
  faultTimes: 0,
  rejectPastToleranceSeconds: 60,
  strict: 'unqualified',
  personInformationDown: false,
  signatureAlgorithm: 'sha256',
  cardLifetimeMinutes: 1440,
  replayMessageIds: false,
};

/** An organisation the simulator knows: whose certificate signs its cards, and whether IDSAS lets it register. */
export type Client = {
  readonly cvr: string;
  readonly name: string;
  /** SHA-256 of the DER certificate, lower-case hex. */
  readonly thumbprints: readonly string[];
  readonly whitelisted: boolean;
};

export const clientSchema = z
  .strictObject({
    cvr: z.string().regex(/^\d{8}$/),
    name: z.string().min(1).max(200).optional(),
    certificatePem: z.string().optional(),
    thumbprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    whitelisted: z.boolean().optional(),
  })
  .readonly();

export const thumbprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

/** Adds the certificate to what is known of the organisation; names and whitelisting are kept unless given. */
export const mergeClient = (known: Client | undefined, change: z.infer<typeof clientSchema>): Client => {
  const given = change.certificatePem
    ? thumbprintOf(new X509Certificate(change.certificatePem))
    : change.thumbprint;
  return {
    cvr: change.cvr,
    name: change.name ?? known?.name ?? change.cvr,
    thumbprints: [...new Set([...(known?.thumbprints ?? []), ...(given ? [given] : [])])],
    whitelisted: change.whitelisted ?? known?.whitelisted ?? true,
  };
};
