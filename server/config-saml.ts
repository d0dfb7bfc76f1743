import { z } from 'zod';
import { isCvr } from '../shared/cvr.ts';

const https = z.url({ protocol: /^https?$/ }).max(500);
const level = z.enum(['Low', 'Substantial', 'High']);
/** PEM texts, or paths relative to the file. */
const KeyPair = z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) });

/**
 * The login through FK Adgangsstyring, one file per environment (`SLOERING_SAML_FILE`). What is unknown or differs between environments is a
 * setting here; nothing of it is in code.
 */
export const SamlFile = z.strictObject({
  /** Our name in the federation, unique and stable: `https://saml.<domain>` by convention. */
  entityId: https,
  signing: KeyPair,
  /** Keys that answers are encrypted to, the one in our metadata first. Absent: the signing pair. */
  decryption: z.array(KeyPair).min(1).max(5).exactOptional(),
  /** Roles are `<roleBase>/roles/usersystemrole/<name>/1`, as registered in the administration module. */
  roleBase: https,
  /** Constraint type that limits a role to organisation units. */
  unitConstraint: z.string().min(1).max(200).default('http://sts.kombit.dk/constraints/orgenhed/1'),
  provider: z.strictObject({
    /** Exactly as in its metadata; another one there is refused. */
    entityId: https,
    /** Its metadata: an address or a path relative to the file. Read again while the server runs. */
    metadata: z.string().min(1).max(500),
    /** Minutes between readings. */
    reloadMinutes: z.number().min(1).max(1440).default(60),
  }),
  /** The body that runs the solution for all municipalities; its people hold the role `forvalter` at this CVR number. */
  nationalBody: z
    .strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9-]{2,40}$/)
        .default('national'),
      name: z.string().min(1).max(100),
      cvr: z.string().refine(isCvr, 'is not a CVR number'),
    })
    .exactOptional(),
  /** Lowest NSIS level at which each role counts. */
  roleLevels: z
    .strictObject({
      employee: level.default('Substantial'),
      manager: level.default('Substantial'),
      admin: level.default('Substantial'),
      auditor: level.default('Substantial'),
      operator: level.default('Substantial'),
    })
    .prefault({}),
  clockSkewSeconds: z.int().min(60).max(180).default(120),
  /** Off only where the whole server is a demo on this machine. */
  requireEncryption: z.boolean().default(true),
  allowCbc: z.boolean().default(false),
  acceptNistLevels: z.boolean().default(false),
  serviceName: z.string().min(1).max(100).default('Sløring'),
  organisation: z.strictObject({ name: z.string().min(1).max(100), url: https }),
  contacts: z
    .array(
      z.strictObject({
        type: z.enum(['administrative', 'technical']),
        company: z.string().min(1).max(100),
        email: z.email(),
      }),
    )
    .min(1)
    .max(10),
});
export type SamlFile = z.infer<typeof SamlFile>;
