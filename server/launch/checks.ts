import { checkAlgorithm, checkEnabled, checkForeignKeySet, checkMode } from './checks/registration.ts';
import { checkForbiddenFields, checkKeyId, checkType } from './checks/header.ts';
import { checkAudience, checkConfirmation, checkTimes, checkVersion } from './checks/payload.ts';
import { checkCitizen, checkCvr, checkSor, checkSubject } from './checks/identity.ts';
import {
  checkAuthorityCvr,
  checkAuthorityRoles,
  checkChallenge,
  checkLoa,
  checkLogin,
  checkOrigin,
  checkUrls,
} from './checks/authority.ts';
import type { Check, ClaimFacts, HeaderFacts, IssuerFacts, PayloadFacts } from './facts.ts';

/**
 * Every check of a context token, in the order it is made (SCT 1, "Verification order and limits"). The first that objects decides.
 *
 *   size, shape, encryption          context-token.ts, encryption.ts
 *   headerChecks                     nothing of the payload has been read
 *   registrationChecks               `iss` has been used to look up the registration, for nothing else
 *   key, signature                   issuer-keys.ts, signature.ts
 *   payloadChecks                    from here on the payload is the issuer's word
 *   presence, form, size, characters claims.ts
 *   identityChecks, authorityChecks  a claim never widens a registration
 *   replay                           session/open-session.ts, in the transaction that opens the session
 */
export const headerChecks: readonly Check<HeaderFacts>[] = [checkType, checkForbiddenFields, checkKeyId];

export const registrationChecks: readonly Check<IssuerFacts>[] = [
  checkEnabled,
  checkMode,
  checkAlgorithm,
  checkForeignKeySet,
];

export const payloadChecks: readonly Check<PayloadFacts>[] = [
  checkAudience,
  checkTimes,
  checkVersion,
  checkConfirmation,
];

export const identityChecks: readonly Check<ClaimFacts>[] = [checkSubject, checkCitizen, checkCvr, checkSor];

export const authorityChecks: readonly Check<ClaimFacts>[] = [
  checkAuthorityCvr,
  checkAuthorityRoles,
  checkLoa,
  checkLogin,
  checkOrigin,
  checkUrls,
  checkChallenge,
];
