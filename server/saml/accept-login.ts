import type { Instant } from '../domain/ids.ts';
import { loginRequestMs } from '../session/limits.ts';
import { addresses } from './addresses.ts';
import { checkAssertion, type Expected } from './checks.ts';
import { decrypt } from './decrypt.ts';
import { type Part, readFrame, readPart, responseBytes } from './gate.ts';
import type { AcceptedLogin, IdentityProvider, PendingLogin, SamlSettings } from './port.ts';
import { must, refuse } from './rules.ts';
import { verifyAssertion } from './verify.ts';
import { withXml } from './xml.ts';

/** The whole order of contract 6.1, steps 1–12. @throws Refusal; whatever `take` throws */
export const acceptLogin = async (
  settings: SamlSettings,
  provider: IdentityProvider,
  body: string,
  take: (id: string) => Promise<PendingLogin | undefined>,
  now: Instant,
): Promise<AcceptedLogin> => {
  const { acs } = addresses(settings.origin);
  const { entityId: issuer, certificates } = provider;
  const bytes = responseBytes(body);
  const requestId = readFrame(bytes, { acs, issuer });

  const pending = await take(requestId);
  if (pending === undefined || pending.id !== requestId) return refuse('request_unknown');
  must(now < pending.createdAt + loginRequestMs, 'request_too_old');

  const part = readPart(bytes, { certificates, requireEncryption: settings.requireEncryption });
  const assertion = part.kind === 'plain' ? part.xml : open(part, settings);
  const clock = { now, skewMs: settings.clockSkewSeconds * 1000 };
  const expected: Expected = { settings, acs, issuer, pending, clock };
  const trust = { entityId: settings.entityId, acs, issuer, certificates };
  return verifyAssertion(assertion, requestId, trust, ({ xml, algorithm }) => ({
    ok: true,
    pending,
    ...withXml(xml, (root) => checkAssertion(root, expected)),
    algorithms: { signature: algorithm, ...encryption(part) },
  }));
};

const open = ({ part }: Extract<Part, { kind: 'encrypted' }>, settings: SamlSettings): string =>
  decrypt(
    part,
    settings.decryption.map(({ privateKeyPem }) => privateKeyPem),
    settings.allowCbc,
  );

const encryption = (part: Part) => ({
  content: part.kind === 'plain' ? null : part.part.content.algorithm,
  keyTransport: part.kind === 'plain' ? null : part.part.key.algorithm,
});
