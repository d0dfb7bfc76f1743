import { X509Certificate } from 'node:crypto';
import { xmlText } from '../national/xml.ts';
import type { Keys } from './keys.ts';
import { BINDING, NAME_ID, NS } from './names.ts';
import type { Settings } from './settings.ts';

/** The broker's names for itself, from the origin people reach it at. */
export const addressesOf = (origin: string) => ({
  entityId: `${origin}/runtime`,
  issue: `${origin}/runtime/saml2/issue.idp`,
  signoff: `${origin}/runtime/saml2/signoff.idp`,
});
export type Addresses = ReturnType<typeof addressesOf>;

/** What a service provider reads to trust this broker. */
export const providerMetadata = (
  { entityId, issue, signoff }: Addresses,
  keys: Keys,
  { signing, rollover }: Pick<Settings, 'signing' | 'rollover'>,
): string => {
  const shown = rollover ? [keys.first, keys.second] : [keys[signing]];
  const descriptors = shown.map(
    ({ certificatePem }) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>` +
      `${new X509Certificate(certificatePem).raw.toString('base64')}` +
      `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  const bindings = [BINDING.redirect, BINDING.post];
  const logout = bindings.map(
    (binding) =>
      `<md:SingleLogoutService Binding="${binding}" Location="${xmlText(issue)}" ResponseLocation="${xmlText(signoff)}"/>`,
  );
  const login = bindings.map(
    (binding) => `<md:SingleSignOnService Binding="${binding}" Location="${xmlText(issue)}"/>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<md:EntityDescriptor xmlns:md="${NS.metadata}" xmlns:ds="${NS.ds}" ` +
    `entityID="${xmlText(entityId)}"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" ` +
    `protocolSupportEnumeration="${NS.protocol}">${descriptors.join('')}${logout.join('')}` +
    `<md:NameIDFormat>${NAME_ID.x509}</md:NameIDFormat>${login.join('')}</md:IDPSSODescriptor></md:EntityDescriptor>\n`
  );
};
