import { z } from 'zod';

/** Each wrong answer the contract's list of negative cases names and a broker can produce. */
export const faults = {
  none: 'Ingen fejl',
  'wrong-audience': 'Stilet til en anden løsning (Audience)',
  'no-audience': 'Uden AudienceRestriction',
  'no-conditions': 'Uden Conditions',
  'conditions-expired': 'Conditions er udløbet',
  'not-yet-valid': 'Conditions gælder først senere',
  'confirmation-expired': 'SubjectConfirmation er udløbet',
  'wrong-recipient': 'Forkert Recipient',
  'wrong-destination': 'Forkert Destination',
  'wrong-issuer': 'Forkert Issuer, rigtig nøgle',
  'in-response-to-unknown': 'InResponseTo er ukendt',
  'in-response-to-missing': 'InResponseTo mangler begge steder',
  'in-response-to-missing-in-assertion': 'InResponseTo mangler i assertion',
  'in-response-to-swapped': 'InResponseTo er en anden på Response end i assertion',
  responder: 'Status Responder',
  'responder-with-assertion': 'Status Responder med assertion',
  'authn-failed': 'Status AuthnFailed',
  'no-authn-context': 'Status NoAuthnContext',
  sha1: 'Underskrevet med SHA-1',
  doctype: 'DOCTYPE foran',
  'two-assertions': 'To assertions, den anden forfalsket',
  unsigned: 'Uden underskrift',
  'response-signed': 'Kun Response er underskrevet',
  'tampered-name': 'Navnet er ændret efter underskriften',
  'tampered-cvr': 'CVR er ændret efter underskriften',
  'attacker-key': 'Underskrevet med en fremmed nøgle',
  'cipher-changed': 'Den krypterede del er ændret',
  'post-twice': 'Samme svar sendes to gange',
  'post-parallel': 'Samme svar sendes tre gange på én gang',
} as const;

export const logoutFaults = {
  none: 'Ingen fejl',
  unsigned: 'Uden underskrift',
  sha1: 'Underskrevet med SHA-1',
  'wrong-issuer': 'Forkert Issuer',
  'wrong-destination': 'Forkert Destination',
  expired: 'Udløbet',
  'other-session-index': 'En anden SessionIndex',
} as const;

const namesOf = <K extends string>(of: Readonly<Record<K, string>>) => z.enum(Object.keys(of) as [K, ...K[]]);

export const settingsSchema = z.strictObject({
  /** Which certificate signs. */
  signing: z.enum(['first', 'second']).default('first'),
  /** Whether metadata names both certificates; otherwise only the one that signs. */
  rollover: z.boolean().default(false),
  content: z.enum(['aes256-gcm', 'aes128-gcm', 'aes256-cbc', 'none']).default('aes256-gcm'),
  /** The last number is the digest; `mgf-default` leaves the mask function out, which then is SHA-1. */
  transport: z
    .enum(['mgf1p-sha1', 'mgf1p-sha256', 'oaep-sha256-mgf-sha256', 'oaep-sha256-mgf-default', 'rsa-1_5'])
    .default('mgf1p-sha1'),
  keyInfo: z.enum(['issuer-serial', 'none']).default('issuer-serial'),
  privileges: z.enum(['digst', 'itst']).default('digst'),
  profile: z.enum(['oiosaml3', 'oiosaml2']).default('oiosaml3'),
  /** OIOSAML 2 always uses NIST. */
  levels: z.enum(['nsis', 'nist']).default('nsis'),
  constraints: z.enum(['repeated', 'comma']).default('repeated'),
  personalData: z.boolean().default(true),
  level: z.enum(['user', 'Low', 'Substantial', 'High']).default('user'),
  nameId: z.enum(['x509', 'persistent']).default('x509'),
  fault: namesOf(faults).default('none'),
  logoutFault: namesOf(logoutFaults).default('none'),
  /** Whether a fault stays; otherwise it is set back when one message has carried it. */
  keepFault: z.boolean().default(false),
});

export type Settings = z.infer<typeof settingsSchema>;
export type Fault = Settings['fault'];
export const defaults: Settings = settingsSchema.parse({});
/** Only the switches to change; an unknown name or value is refused. */
export const readChange = (value: unknown): Partial<Settings> => {
  const given = z.record(z.string(), z.unknown()).parse(value);
  const read: Record<string, unknown> = settingsSchema.parse(given);
  return Object.fromEntries(Object.keys(given).map((name) => [name, read[name]]));
};
