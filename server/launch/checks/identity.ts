import { birthDateOf, parseCpr } from '../../../shared/cpr.ts';
import { isCvr } from '../../../shared/cvr.ts';
import { isSor } from '../../../shared/org-id.ts';
import { danishDate } from '../../domain/period.ts';
import type { Check, ClaimFacts } from '../facts.ts';

/** The audit log names people by `sub`; a CPR number there would be kept for years. */
export const checkSubject: Check<ClaimFacts> = ({ claims }) => {
  const parsed = /^[0-9]{6}[- ]?[0-9]{4}$/.test(claims.sub) && parseCpr(claims.sub);
  return typeof parsed === 'object' ? 'subject_is_cpr' : undefined;
};

const kinds = { cpr: 'CPR', 'x-ecpr': 'X-ECPR', 'd-ecpr': 'D-ECPR' } as const;

/**
 * The register takes classification CPR only (NSP page 214144850). A local replacement number is not even unique; a national one waits
 * for the register's owner. Modulus 11 is not applied: valid numbers without it exist.
 */
export const checkCitizen: Check<ClaimFacts> = ({ claims, arrival }) => {
  const parsed = parseCpr(claims.cpr);
  if (typeof parsed === 'string' || parsed.digits !== claims.cpr) return 'cpr_form';
  if (claims.cpr_type !== undefined && claims.cpr_type !== kinds[parsed.kind]) return 'cpr_type_mismatch';
  if (parsed.kind === 'd-ecpr') return 'cpr_replacement_local';
  if (parsed.kind === 'x-ecpr') return 'cpr_replacement_national';
  return (birthDateOf(claims.cpr) ?? '9') > danishDate(arrival.now) ? 'cpr_form' : undefined;
};

export const checkCvr: Check<ClaimFacts> = ({ claims }) => (isCvr(claims.cvr) ? undefined : 'cvr_form');

export const checkSor: Check<ClaimFacts> = ({ claims }) =>
  claims.sor === undefined || isSor(claims.sor) ? undefined : 'sor_form';
