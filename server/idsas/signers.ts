import { readCredential } from './id-card.ts';
import type { Signer } from './id-card.ts';
import type { Credential, CredentialProblem, IdsasDependencies, IdsasOutcome } from './port.ts';

export type Signers = {
  /** The signer of a CVR, or why its calls cannot be made. */
  get(cvr: string): Promise<Signer | IdsasOutcome>;
  clear(): void;
};

/** Turns credentials into signers, read from PEM once and again only when the credential has been replaced. */
export const createSigners = (credentials: IdsasDependencies['credentials']): Signers => {
  const known = new Map<string, { readonly credential: Credential; readonly signer: Signer }>();

  return {
    get: async (cvr) => {
      let credential: Credential | CredentialProblem;
      try {
        credential = await credentials(cvr);
      } catch {
        // The secret store is away, which says nothing about this organisation.
        return { kind: 'retry', code: 'credential_unavailable' };
      }
      if (typeof credential === 'string') return refused(credential);
      if (credential.cvr !== cvr) return refused('credential_of_other_organisation');
      const before = known.get(cvr);
      if (before && isSame(before.credential, credential)) return before.signer;
      try {
        const signer = readCredential(credential);
        known.set(cvr, { credential, signer });
        return signer;
      } catch {
        // The parser's message may quote the key, so nothing of it is passed on.
        return refused('credential_unreadable');
      }
    },
    clear: () => known.clear(),
  };
};

const isSame = (a: Credential, b: Credential): boolean =>
  a.privateKeyPem === b.privateKeyPem &&
  a.certificatePem === b.certificatePem &&
  a.organisationName === b.organisationName;

const refused = (code: CredentialProblem): IdsasOutcome => ({ kind: 'refused', code, pause: 'tenant' });
