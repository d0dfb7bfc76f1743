import type { LaunchRefusalCode } from './refusal.ts';

/** Claims of a context token whose form has been checked (`readClaims`). Times are seconds since 1970. */
export type ContextClaims = {
  iss: string;
  sub: string;
  iat: number;
  exp: number;
  jti: string;
  cpr: string;
  cpr_type?: 'CPR' | 'X-ECPR' | 'D-ECPR';
  name?: string;
  cvr: string;
  sor?: string;
  user_name: string;
  user_title?: string;
  user_uuid?: string;
  roles: string[];
  loa: 'Low' | 'Substantial' | 'High';
  auth_time: number;
  intent?: string;
  embed_origin?: string;
  return_uri?: string;
  style_url?: string;
  locale?: string;
  launch_challenge?: string;
  txn?: string;
};

const text = (longest: number) => (value: unknown) =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;
const pattern = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value);
const seconds = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;
const isOneOf =
  (...values: string[]) =>
  (value: unknown) =>
    typeof value === 'string' && values.includes(value);
const flag = (value: unknown) => typeof value === 'boolean';
const roles = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.length <= 16 && value.every(text(200));
const absoluteUrl = (value: unknown) => text(2000)(value) && URL.canParse(value as string);
const origin = (value: unknown) => absoluteUrl(value) && new URL(value as string).origin === value;

/** Every claim of the profile: whether it must be there and its form. Unknown claims are ignored. */
const table: Record<
  keyof ContextClaims | 'need_patient_banner',
  [required: boolean, form: (value: unknown) => boolean]
> = {
  iss: [true, text(2000)],
  sub: [true, text(128)],
  iat: [true, seconds],
  exp: [true, seconds],
  // 128 random bits are 22 characters of base64url.
  jti: [true, pattern(/^[A-Za-z0-9._~-]{22,64}$/)],
  cpr: [true, text(10)],
  cpr_type: [false, isOneOf('CPR', 'X-ECPR', 'D-ECPR')],
  name: [false, text(140)],
  cvr: [true, text(8)],
  sor: [false, text(18)],
  user_name: [true, text(140)],
  user_title: [false, text(80)],
  user_uuid: [false, text(128)],
  roles: [true, roles],
  loa: [true, isOneOf('Low', 'Substantial', 'High')],
  auth_time: [true, seconds],
  intent: [false, text(40)],
  embed_origin: [false, origin],
  return_uri: [false, absoluteUrl],
  style_url: [false, absoluteUrl],
  locale: [false, text(35)],
  launch_challenge: [false, pattern(/^[A-Za-z0-9_-]{43}$/)],
  txn: [false, text(64)],
  need_patient_banner: [false, flag],
};

/** Controls and bidirectional overrides, which can make one name read as another, and halves of surrogate pairs. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unwanted = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;
const isUnwanted = (value: unknown): boolean =>
  typeof value === 'string'
    ? unwanted.test(value) || !value.isWellFormed()
    : Array.isArray(value) && value.some(isUnwanted);

/** Checks presence, form, size and characters of every claim of the profile. */
export const readClaims = (payload: Record<string, unknown>): ContextClaims | LaunchRefusalCode => {
  for (const [name, [required, form]] of Object.entries(table)) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (value === undefined) {
      if (required) return 'claim_missing';
    } else if (isUnwanted(value)) return 'claim_characters';
    else if (!form(value)) return 'claim_form';
  }
  return payload as ContextClaims;
};
