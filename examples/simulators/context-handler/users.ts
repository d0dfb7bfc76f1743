import { z } from 'zod';
import { CONSTRAINT } from './names.ts';

const grant = z.strictObject({
  /** Tenant the role counts for: the CVR of another authority when it is delegated. */
  cvr: z.string(),
  role: z.enum(['anmoder', 'godkender', 'administrator', 'revisor', 'forvalter']),
  units: z.array(z.string()).default([]),
  kle: z.array(z.string()).default([]),
});

export const usersSchema = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    /** What the picker says of the user. */
    shown: z.string(),
    authority: z.string(),
    cvr: z.string(),
    serial: z.string(),
    email: z.string(),
    level: z.enum(['Low', 'Substantial', 'High']).default('Substantial'),
    /** Whether the municipality's provider writes spaces around the parts of the NameID. */
    spaced: z.boolean().default(false),
    grants: z.array(grant).default([]),
  }),
);
export type User = z.infer<typeof usersSchema>[number];
export type Grant = z.infer<typeof grant>;

/** The constraints of a grant: type and its values. */
export const constraintsOf = ({ units, kle }: Grant): readonly (readonly [string, readonly string[]])[] =>
  (
    [
      [CONSTRAINT.kle, kle],
      [CONSTRAINT.unit, units],
    ] as const
  ).filter(([, values]) => values.length > 0);
