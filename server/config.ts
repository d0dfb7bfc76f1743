import { z } from 'zod';

/**
 * The server's configuration, read from the environment once, at start. Nothing else reads the environment.
 * A wrong configuration stops the server with the whole list of what is wrong (product section 6).
 */
const url = z.url({ protocol: /^https?$/ });
const soapAction = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^"\r\n]+$/, 'must not hold a quote or line break');
const Operation = z.strictObject({
  url,
  version: z.enum(['20230601', '20240124']),
  namespace: z.string().min(1).max(200),
  soapAction,
  childQualification: z.enum(['qualified', 'unqualified']),
  acceptedResponse: z.enum(['OK', 'empty', 'OK or empty']).exactOptional(),
});
/** The department operations came with 20240124 (NSP page 246798828). */
const since2024 = { version: z.literal('20240124') };
const DepartmentOperation = Operation.extend(since2024);
const xmlName = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

/** The national platform, one file per environment. Every fact the contract leaves unknown is a setting here. */
export const NspSettings = z.strictObject({
  environment: z.string().min(1).max(40),
  stsUrl: url,
  gatewayUrl: url.exactOptional(),
  itSystemName: z.string().min(1).max(100),
  issuerName: z.string().regex(xmlName, 'must be an XML name without colon'),
  /** PEM texts, or paths relative to the file. */
  trustedStsCertificates: z.array(z.string().min(1)).min(1),
  /** PEM texts or paths of certificate authorities for TLS, beyond Node's own. */
  tlsCertificates: z.array(z.string().min(1)).exactOptional(),
  allowSha1FromSts: z.boolean().exactOptional(),
  idCardRenewMarginMinutes: z.number().min(1).max(720).exactOptional(),
  requestTimeoutMs: z.number().min(1_000).max(120_000).exactOptional(),
  clockSkewSeconds: z.number().min(0).max(300).exactOptional(),
  endNowOffsetSeconds: z.number().min(-60).max(300).exactOptional(),
  operations: z.strictObject({
    CreateBlurring: Operation,
    CreateOrgBlurring: DepartmentOperation.exactOptional(),
    RemoveOrgBlurring: DepartmentOperation.exactOptional(),
    ListOrgBlurrings: DepartmentOperation.extend({
      enabled: z.boolean(),
      name: z.string().regex(xmlName).exactOptional(),
    }).exactOptional(),
  }),
  nts: z.strictObject({ url, soapAction }).exactOptional(),
});
export type NspSettings = z.infer<typeof NspSettings>;

const port = z.coerce.number().int().min(0).max(65_535);
const perMinute = z.coerce.number().int().min(1).max(10_000_000);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const variables = {
  /** Address to listen on. Default 127.0.0.1: a reverse proxy with TLS stands in front. */
  SLOERING_HOST: z.string().min(1).default('127.0.0.1'),
  /** Port to listen on. Default 4100; 0 takes a free one. */
  SLOERING_PORT: port.default(4100),
  /** Our issuer identifier, the `aud` of every context token: the origin people reach this deployment by. */
  SLOERING_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      'must be an origin, like https://sloering.example',
    ),
  /** `sqlite:<file>` or `postgres://…`. */
  SLOERING_DATABASE: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must begin with sqlite: or postgres://'),
  /** File with the master key: 32 random bytes, base64. Wraps every municipality's own key. */
  SLOERING_MASTER_KEY_FILE: z.string().min(1),
  /**
   * Folder with `<cvr>.p12` or `<cvr>.pem` per CVR number and `<cvr>.password` where one is needed, readable by their owner only. What it
   * holds goes before the database. Absent: the database alone.
   */
  SLOERING_CREDENTIALS: z.string().min(1).optional(),
  /** File with `NspSettings`. */
  SLOERING_NSP_FILE: z.string().min(1),
  /** File with our private keys for encrypted context tokens, a JWK set. Absent: encrypted tokens are refused. */
  SLOERING_DECRYPTION_KEYS: z.string().min(1).optional(),
  /** File with `SamlFile`: the login of the hosted page. Absent: there is none, and people come through a record system only. */
  SLOERING_SAML_FILE: z.string().min(1).optional(),
  /** File with `SmtpFile`: the mail server reminders are sent by. Absent: there are none. */
  SLOERING_SMTP_FILE: z.string().min(1).optional(),
  /** Folder with the built hosted page. Default `dist/page`. */
  SLOERING_PAGE: z.string().min(1).default('dist/page'),
  /** Folder with the built component. Default `dist/widget`. */
  SLOERING_WIDGET: z.string().min(1).default('dist/widget'),
  /** Lets issuers' key addresses be plain HTTP on this machine. For a demo only; refused where the issuer is https. Default false. */
  SLOERING_ALLOW_LOOPBACK: flag.default(false),
  /** Whether the last X-Forwarded-For entry is the client's address (a reverse proxy of ours sets it). Default false. */
  SLOERING_TRUSTED_PROXY: flag.default(false),
  /** Launches accepted per client address and minute. Default 600. */
  SLOERING_LAUNCHES_PER_MINUTE: perMinute.default(600),
  /** Changes accepted per person and minute. Default 60. */
  SLOERING_CHANGES_PER_MINUTE: perMinute.default(60),
  /** Whether this server delivers to the register. Default true; false where others of the same database do. */
  SLOERING_RELAY: flag.default(true),
  /** Port of the operator's side: metrics and the delivery page. Absent: there is none. 0 takes a free one. */
  SLOERING_OPERATIONS_PORT: port.optional(),
  /** Address of the operator's side. Default 127.0.0.1; another one belongs behind TLS, for the page asks for keys. */
  SLOERING_OPERATIONS_HOST: z.string().min(1).default('127.0.0.1'),
  /** File of those who may pause and release, `name hash` a line; `node server/operator.ts add NAME` writes it. Absent: nobody. */
  SLOERING_OPERATORS: z.string().min(1).optional(),
  /** File to which the end of every audit chain is appended daily; on another machine's disk, it tells of a cut tail. Absent: the log alone. */
  SLOERING_ANCHORS: z.string().min(1).optional(),
  /** Oldest waiting delivery, in minutes, after which /health/ready says degraded. Default 15. */
  SLOERING_DELAY_ALARM_MINUTES: z.coerce.number().int().min(1).max(1440).default(15),
} as const;

export type Config = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };

/** One thing that is wrong, and with which variable. Values are never repeated: they may be secrets. */
export type ConfigProblem = { variable: string; problem: string };

/**
 * Environment → configuration, or the full list of problems. Unknown `SLOERING_` names are problems too: a misspelt setting
 * that is silently ignored is the worst kind.
 */
export const readConfig = (
  environment: Record<string, string | undefined>,
): { config: Config } | { problems: ConfigProblem[] } => {
  const problems: ConfigProblem[] = [];
  const config: Record<string, unknown> = {};
  for (const [variable, schema] of Object.entries(variables)) {
    const given = environment[variable];
    const parsed = schema.safeParse(given === '' ? undefined : given);
    if (parsed.success) config[variable] = parsed.data;
    else if (given === undefined || given === '') problems.push({ variable, problem: 'is not set' });
    else problems.push(...parsed.error.issues.map((issue) => ({ variable, problem: issue.message })));
  }
  for (const variable of Object.keys(environment)) {
    if (
      variable.startsWith('SLOERING_') &&
      !(variable in variables) &&
      !variable.startsWith('SLOERING_DEMO_')
    ) {
      problems.push({ variable, problem: 'is not a setting of this server' });
    }
  }
  if (config['SLOERING_ALLOW_LOOPBACK'] === true && environment['SLOERING_ISSUER']?.startsWith('https:')) {
    problems.push({
      variable: 'SLOERING_ALLOW_LOOPBACK',
      problem: 'is for a demo on this machine, not for an https issuer',
    });
  }
  const issuer = environment['SLOERING_ISSUER'] ?? '';
  const local =
    URL.canParse(issuer) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(issuer).hostname);
  if (config['SLOERING_SAML_FILE'] !== undefined && issuer.startsWith('http:') && !local) {
    problems.push({ variable: 'SLOERING_ISSUER', problem: 'must be https where people log in' });
  }
  return problems.length > 0 ? { problems } : { config: config as Config };
};
