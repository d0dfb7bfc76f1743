import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { instant } from '../../../server/domain/ids.ts';
import type { PendingLogin, SamlSettings } from '../../../server/saml/port.ts';
import { createServiceProvider } from '../../../server/saml/service-provider.ts';
import { keys } from './keys.ts';
import * as world from './world.ts';

/** Debian's own Python: the modules are Debian packages, and another Python on PATH would not find them. */
const python = '/usr/bin/python3';

/** Asks one of the Python programs beside this file. @throws with what it wrote when it fails */
export const askPeer = <Answer>(program: string, asked: Readonly<Record<string, unknown>>): Answer => {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [path], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
};

/** Metadata of the provider the peers play. */
const idpMetadata = (): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${world.issuer}">` +
  '<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">' +
  `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${keys.provider.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>` +
  `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${world.provider.sloRedirect}" ResponseLocation="${world.provider.sloResponse}"/>` +
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${world.provider.ssoRedirect}"/>` +
  '</md:IDPSSODescriptor></md:EntityDescriptor>';

/** Our service provider, as the peers meet it. The peers write times by the machine's clock, so it is ours here too. */
export const ours = (settings: Partial<SamlSettings> = {}) => {
  const sp = createServiceProvider({
    settings: { ...world.settings, ...settings },
    provider: () => world.provider,
    randomBytes,
  });
  const now = instant(Date.now());
  const take = async (id: string): Promise<PendingLogin> => ({ id, forceAuthn: false, createdAt: now });
  const loginQuery = async (id: string): Promise<string> => {
    const request = { id, relayState: 'o9q2', forceAuthn: true, level: 'Substantial' as const, now };
    return queryOf(await sp.loginAddress(request));
  };
  const logoutQuery = async (id: string): Promise<string> => {
    const nameId = { value: world.nameIdOf(world.genuine), format: world.x509Format };
    return queryOf(
      await sp.logoutAddress({ id, nameId, sessionIndex: world.sessionIndex, relayState: 'o9q2', now }),
    );
  };
  return { sp, now, take, loginQuery, logoutQuery };
};

const queryOf = (address: string): string => address.slice(address.indexOf('?') + 1);

/** What both peers are told of themselves and of us. */
export const acquainted = (metadata: string) => ({
  spMetadata: metadata,
  spEntityId: world.entityId,
  idpMetadata: idpMetadata(),
  idpEntityId: world.issuer,
  key: keys.provider.privateKeyPem,
  certificate: keys.provider.certificatePem,
  sso: world.provider.ssoRedirect,
  acs: world.acs,
});
