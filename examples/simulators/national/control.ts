import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** What a hostile or broken register may answer in place of its own reply. The call is executed all the same. */
export const hostileReplies = [
  '',
  'entity-bomb',
  'huge',
  'utf16',
  'latin1',
  'truncated',
  'ok-in-header',
  'ok-in-comment',
  'two-responses',
  'html',
  'other-message',
] as const;

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
  /** Answer with this status and no SOAP; null for none. The call is not executed. */
  http: z.number().int().min(400).max(599).nullable(),
  /** Execute the call and answer this instead of the reply. */
  hostileReply: z.enum(hostileReplies),
  /** Answer this DGWS fault code instead of registering; empty for none. */
  fault: z.string().max(60),
  /** The operation that gets the fault; empty for every one. */
  faultOperation: z.string().max(60),
  /** How many calls get the fault before it clears itself; 0 until it is cleared. */
  faultTimes: z.number().int().min(0),
  /** How long past an end may be, in seconds; null accepts any. */
  rejectPastToleranceSeconds: z.number().int().min(0).nullable(),
  /** Whether children of the request must carry the namespace. */
  strict: z.enum(['qualified', 'unqualified']),
  /** Take children in either form, whatever `strict` says. */
  lenient: z.boolean(),
  /** Answer success with an empty element instead of `OK`. */
  emptyResponse: z.boolean(),
  /** CPR master data is away. */
  personInformationDown: z.boolean(),
  /** CPR numbers master data does not know. */
  unknownCpr: z.array(z.string().regex(/^\d{10}$/)).max(1_000),
  /** The organisation register is away. */
  soresDown: z.boolean(),
  /** The gateway and the services know no SOAPAction. */
  wrongSoapAction: z.boolean(),
  /** How long the gateway waits for a service, milliseconds; null for as long as it takes. */
  gatewayTimeoutMs: z.number().int().min(0).max(600_000).nullable(),
  /** How the ticket service signs. */
  signatureAlgorithm: z.enum(['sha256', 'sha1']),
  /** How long cards last. */
  cardLifetimeMinutes: z.number().int().min(1).max(1440),
  /** What is wrong with the cards the ticket service hands out: another CVR number, a signer nobody trusts, or its time. */
  card: z.enum(['good', 'foreign', 'unknown-signer', 'expired', 'not-yet-valid']),
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
  http: null,
  hostileReply: '',
  fault: '',
  faultOperation: '',
  faultTimes: 0,
  rejectPastToleranceSeconds: 60,
  strict: 'unqualified',
  lenient: false,
  emptyResponse: false,
  personInformationDown: false,
  unknownCpr: [],
  soresDown: false,
  wrongSoapAction: false,
  gatewayTimeoutMs: null,
  signatureAlgorithm: 'sha256',
  cardLifetimeMinutes: 1440,
  card: 'good',
  replayMessageIds: false,
};

/** What an organisation may be allowed to call; the register keeps one list per type. */
export const whitelistTypes = ['BLURRING', 'ORGBLURRING', 'LOOKUP', 'SALT'] as const;
export type WhitelistType = (typeof whitelistTypes)[number];

const unitSchema = z.discriminatedUnion('classification', [
  z.strictObject({ classification: z.literal('SOR'), id: z.string().regex(/^\d{6,18}$/) }),
  z.strictObject({ classification: z.literal('SHAK'), id: z.string().regex(/^[0-9A-Z]{4,7}$/) }),
]);

/** An organisation the simulator knows: whose certificate signs its cards, and what IDSAS lets it call. */
export type Client = {
  readonly cvr: string;
  readonly name: string;
  /** SHA-256 of the DER certificate, lower-case hex. */
  readonly thumbprints: readonly string[];
  readonly whitelisted: boolean;
  /** What it may call when whitelisted; all of it unless given. */
  readonly types?: readonly WhitelistType[] | undefined;
  /** Its units in the organisation register; absent: any unit is taken for its own. */
  readonly units?: readonly z.infer<typeof unitSchema>[] | undefined;
};

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
};

export const clientSchema = z
  .strictObject({
    cvr: z.string().regex(/^\d{8}$/),
    name: z.string().min(1).max(200).optional(),
    certificatePem: z.string().refine(isCertificate, 'is not a certificate').optional(),
    thumbprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    whitelisted: z.boolean().optional(),
    types: z.array(z.enum(whitelistTypes)).optional(),
    units: z.array(unitSchema).max(10_000).optional(),
  })
  .readonly();

export const thumbprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

/** Adds the certificate to what is known of the organisation; everything else is kept unless given. */
export const mergeClient = (known: Client | undefined, change: z.infer<typeof clientSchema>): Client => {
  const given = change.certificatePem
    ? thumbprintOf(new X509Certificate(change.certificatePem))
    : change.thumbprint;
  return {
    cvr: change.cvr,
    name: change.name ?? known?.name ?? change.cvr,
    thumbprints: [...new Set([...(known?.thumbprints ?? []), ...(given ? [given] : [])])],
    whitelisted: change.whitelisted ?? known?.whitelisted ?? true,
    types: change.types ?? known?.types,
    units: change.units ?? known?.units,
  };
};
