import { SignedXml } from 'xml-crypto';
import { type Keys, keys } from './keys.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const signatures = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  hmac: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
} as const;
const digests = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

export type Signing = {
  key?: Keys;
  /** `hmac`: keyed by the provider's certificate, which everyone has. */
  hash?: keyof typeof signatures;
  digest?: keyof typeof digests;
  c14n?: string;
  transforms?: readonly string[];
  /** Whose certificate KeyInfo shows; null for no KeyInfo. */
  shown?: Keys | null;
  /** What else is signed, as XPath. */
  also?: string;
};

/** Puts an enveloped signature into the root element, after its Issuer. */
export const sign = (xml: string, options: Signing = {}): string => {
  const { key = keys.provider, hash = 'sha256', digest = 'sha256', shown = key } = options;
  const transforms = [...(options.transforms ?? [enveloped, exclusive])];
  const signed = new SignedXml({
    privateKey: hash === 'hmac' ? keys.provider.certificatePem : key.privateKeyPem,
    signatureAlgorithm: signatures[hash],
    canonicalizationAlgorithm: options.c14n ?? exclusive,
    getKeyInfoContent: () =>
      shown === null
        ? null
        : `<ds:X509Data><ds:X509Certificate>${shown.certificate}</ds:X509Certificate></ds:X509Data>`,
  });
  if (hash === 'hmac') signed.enableHMAC();
  for (const xpath of ['/*', ...(options.also === undefined ? [] : [options.also])])
    signed.addReference({ xpath, transforms, digestAlgorithm: digests[digest] });
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name()='Issuer']", action: 'after' },
  });
  return signed.getSignedXml();
};

/** The first ds:Signature element of a text. */
export const signatureOf = (xml: string): string => {
  const found = /<ds:Signature [\s\S]*?<\/ds:Signature>/.exec(xml);
  if (found === null) throw new Error('no signature in the text');
  return found[0];
};

/** Replaces a text that must be there exactly once: a vector that changes nothing would prove nothing. */
export const swap = (text: string, from: string, to: string): string => {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`expected once, found ${parts.length - 1} times`);
  return parts.join(to);
};
