import type { Instant } from '../domain/ids.ts';
import { levelAddress } from './levels.ts';
import { BINDING, NS, STATUS } from './names.ts';
import type { Level, NameId } from './port.ts';
import { writeTime } from './time.ts';
import { escapeXml } from './xml.ts';

type Head = { id: string; issuer: string; destination: string; now: Instant };

const head = ({ id, destination, now }: Head): string =>
  `xmlns:samlp="${NS.protocol}" xmlns:saml="${NS.assertion}" ID="${escapeXml(id)}" Version="2.0" ` +
  `IssueInstant="${writeTime(now)}" Destination="${escapeXml(destination)}"`;

const from = ({ issuer }: Head): string => `<saml:Issuer>${escapeXml(issuer)}</saml:Issuer>`;

/** Contract 2.5. `level` null: the registration's own minimum decides. */
export const authnRequest = (
  message: Head & { acs: string; forceAuthn: boolean; level: Level | null },
): string => {
  const { acs, forceAuthn, level } = message;
  const context =
    level === null
      ? ''
      : `<samlp:RequestedAuthnContext Comparison="minimum"><saml:AuthnContextClassRef>${levelAddress(level)}` +
        `</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
  return (
    `<samlp:AuthnRequest ${head(message)} AssertionConsumerServiceURL="${escapeXml(acs)}" ` +
    `ProtocolBinding="${BINDING.post}" ForceAuthn="${forceAuthn}" IsPassive="false">` +
    `${from(message)}${context}</samlp:AuthnRequest>`
  );
};

/** Contract 6.3; the person and the session exactly as they were received. */
export const logoutRequest = (message: Head & { nameId: NameId; sessionIndex: string }): string => {
  const { nameId, sessionIndex } = message;
  return (
    `<samlp:LogoutRequest ${head(message)} Reason="urn:oasis:names:tc:SAML:2.0:logout:user">${from(message)}` +
    `<saml:NameID Format="${escapeXml(nameId.format)}">${escapeXml(nameId.value)}</saml:NameID>` +
    `<samlp:SessionIndex>${escapeXml(sessionIndex)}</samlp:SessionIndex></samlp:LogoutRequest>`
  );
};

export const logoutResponse = (message: Head & { inResponseTo: string; complete: boolean }): string => {
  const { inResponseTo, complete } = message;
  const code = complete
    ? `<samlp:StatusCode Value="${STATUS}Success"/>`
    : `<samlp:StatusCode Value="${STATUS}Responder"><samlp:StatusCode Value="${STATUS}PartialLogout"/></samlp:StatusCode>`;
  return (
    `<samlp:LogoutResponse ${head(message)} InResponseTo="${escapeXml(inResponseTo)}">${from(message)}` +
    `<samlp:Status>${code}</samlp:Status></samlp:LogoutResponse>`
  );
};
