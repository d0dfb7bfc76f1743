import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createIdCard, readCredential, readIdCard } from '../../server/idsas/id-card.ts';
import { verifyAssertion } from '../../server/idsas/signature.ts';
import { UnreadableXml, withXml } from '../../server/idsas/xml.ts';
import { requireTool } from '../support/tools.ts';
import { credentialOf, DAY, EKSEMPELBY, HOSPITAL, NOON, startNational } from './national.ts';

const xmlsec1 = requireTool('xmlsec1');
const settings = { issuerName: 'Sloering', itSystemName: 'Sløring <&"> Ærø' };
const ownCard = async (cvr = EKSEMPELBY) =>
  createIdCard(readCredential(await credentialOf(cvr)), settings, {
    now: NOON,
    skewMs: 60_000,
    id: randomUUID(),
  });
const trustOf = async (cvr: string, allowSha1 = false) => ({
  keys: [createPublicKey((await credentialOf(cvr)).certificatePem)],
  allowSha1,
});
const verified = async (xml: string, cvr = EKSEMPELBY) => {
  const trust = await trustOf(cvr);
  return withXml(xml, (root) => verifyAssertion(root, trust));
};

/** Asks an implementation that shares no code with ours. */
const xmlsecAccepts = (xml: string, certificatePem: string): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'));
  try {
    writeFileSync(join(folder, 'card.xml'), xml);
    writeFileSync(join(folder, 'signer.pem'), certificatePem);
    const assertion = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';
    execFileSync(
      xmlsec1.path ?? 'xmlsec1',
      ['--verify', '--id-attr:id', assertion, '--pubkey-cert-pem', 'signer.pem', 'card.xml'],
      { cwd: folder, stdio: 'pipe' },
    );
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test(
  'our ID card is accepted by xmlsec1, alone and inside another envelope',
  { skip: xmlsec1.skip },
  async () => {
    const card = await ownCard();
    const { certificatePem } = await credentialOf(EKSEMPELBY);
    assert.equal(xmlsecAccepts(card, certificatePem), true);
    assert.equal(
      xmlsecAccepts(`<x:a xmlns:x="urn:x" xmlns="urn:y"><x:b>\n${card}\n</x:b></x:a>`, certificatePem),
      true,
    );
  },
);

test(
  'a card changed after signing, or checked with another key, is refused by xmlsec1',
  { skip: xmlsec1.skip },
  async () => {
    const card = await ownCard();
    const { certificatePem } = await credentialOf(EKSEMPELBY);
    assert.equal(xmlsecAccepts(card.replaceAll(EKSEMPELBY, HOSPITAL), certificatePem), false);
    assert.equal(xmlsecAccepts(card, (await credentialOf(HOSPITAL)).certificatePem), false);
  },
);

for (const signatureAlgorithm of ['sha256', 'sha1'] as const) {
  test(
    `the ticket service’s ${signatureAlgorithm} card, as we send it on, is accepted by xmlsec1`,
    { skip: xmlsec1.skip },
    async (t) => {
      const national = await startNational(t);
      await national.control({ signatureAlgorithm });
      const { createTicketService } = await import('../../server/idsas/sts.ts');
      const { createTransport } = await import('../../server/idsas/transport.ts');
      const transport = createTransport({ timeoutMs: 20_000, maxReplyBytes: 262_144 });
      t.after(() => transport.close());
      const service = createTicketService({
        settings: { ...(await national.settings()), allowSha1FromSts: true },
        transport,
        now: () => NOON,
        newId: randomUUID,
      });
      const issued = await service.issue(readCredential(await credentialOf(EKSEMPELBY)));
      assert.ok('card' in issued);
      assert.equal(
        xmlsecAccepts(`<a xmlns="urn:other">${issued.card.xml}</a>`, national.stsCertificatePem),
        true,
      );
      assert.equal(
        xmlsecAccepts(issued.card.xml.replaceAll(EKSEMPELBY, HOSPITAL), national.stsCertificatePem),
        false,
      );
    },
  );
}

test('the card states organisation, level and system, and lasts 24 hours from a clock skew ago', async () => {
  const card = await ownCard();
  assert.deepEqual(readIdCard(card), {
    xml: card,
    cvr: EKSEMPELBY,
    notBefore: NOON - 60_000,
    notOnOrAfter: NOON + DAY - 60_000,
  });
  assert.match(card, /<saml:AttributeValue>Sløring &lt;&amp;"&gt; Ærø<\/saml:AttributeValue>/);
});

test('what we sign we verify, and get back exactly the signed text', async () => {
  const card = await ownCard();
  assert.equal(await verified(card), card);
  assert.equal(await verified(card, HOSPITAL), undefined);
});

const replaced: [string, (card: string) => string][] = [
  ['there is a second signature', (card) => card.replace(/(<ds:Signature .*<\/ds:Signature>)/, '$1$1')],
  ['there is no signature', (card) => card.replace(/<ds:Signature .*<\/ds:Signature>/, '')],
  ['the signature value is empty', (card) => card.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')],
  ['the algorithm is none of ours', (card) => card.replace('rsa-sha256', 'hmac-sha256')],
  [
    'a text was moved into the signature',
    (card) =>
      card
        .replace('<saml:Issuer>Sloering</saml:Issuer>', '')
        .replace(
          '<ds:KeyInfo><ds:X509',
          '<ds:Object><saml:Issuer>Sloering</saml:Issuer></ds:Object><ds:KeyInfo><ds:X509',
        ),
  ],
];

for (const [what, change] of replaced) {
  test(`a signature is refused when ${what}`, async () => {
    const card = await ownCard();
    const changed = change(card);
    assert.notEqual(changed, card);
    assert.equal(await verified(changed), undefined);
  });
}

/** Changes what the signature says it covers, and signs that anew with the same key: only the shape is wrong then. */
const resigned = async (change: (signedInfo: string) => string): Promise<string> => {
  const card = await ownCard();
  const { privateKey } = readCredential(await credentialOf(EKSEMPELBY));
  const before = /<ds:SignedInfo>.*<\/ds:SignedInfo>/.exec(card)?.[0] ?? '';
  const info = change(before);
  const covered = info.replace(
    '<ds:SignedInfo>',
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
  );
  const value = sign('sha256', Buffer.from(covered), privateKey).toString('base64');
  return card.replace(before, info).replace(/(<ds:SignatureValue>)[^<]*/, `$1${value}`);
};

test('signing anew without a change is accepted, so the next tests refuse for the shape alone', async () => {
  assert.notEqual(await verified(await resigned((info) => info)), undefined);
});

const shapes: [string, (signedInfo: string) => string][] = [
  ['it covers another element', (info) => info.replace('"#IDCard"', '"#IDCardData"')],
  ['it covers the whole document', (info) => info.replace('"#IDCard"', '""')],
  ['it covers two things', (info) => info.replace(/(<ds:Reference.*<\/ds:Reference>)/, '$1$1')],
  ['it covers nothing', (info) => info.replace(/<ds:Reference.*<\/ds:Reference>/, '')],
  [
    'a transform is missing',
    (info) => info.replace(/<ds:Transform Algorithm="[^"]*enveloped-signature"><\/ds:Transform>/, ''),
  ],
  [
    'a transform has a parameter',
    (info) => info.replace('exc-c14n#"></ds:Transform>', 'exc-c14n#"><ds:XPath>1</ds:XPath></ds:Transform>'),
  ],
  [
    'a transform runs code',
    (info) =>
      info.replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xslt-19991116',
      ),
  ],
  [
    'it is canonicalised with comments',
    (info) => info.replace('exc-c14n#"></ds:Can', 'exc-c14n#WithComments"></ds:Can'),
  ],
  ['the digest is of an unknown kind', (info) => info.replace('xmlenc#sha256', 'xmlenc#md5')],
];

for (const [what, change] of shapes) {
  test(`a signature made by the right key is refused when ${what}`, async () => {
    assert.equal(await verified(await resigned(change)), undefined);
  });
}

// The signer's certificate travels with the message; trusting it would let anyone sign.
test('a card signed by a stranger with the stranger’s certificate inside is refused', async () => {
  const card = await ownCard(HOSPITAL);
  assert.equal(await verified(card), undefined);
});

test('changing any character of a signed card makes it unreadable or refused, never accepted with other content', async () => {
  const card = await ownCard();
  const trust = await trustOf(EKSEMPELBY);
  const facts = readIdCard(card);
  fc.assert(
    fc.property(
      fc.nat(card.length - 1),
      fc.constantFrom('0', '9', 'a', ' ', '<', '"', '&', '/'),
      (at, character) => {
        const changed = card.slice(0, at) + character + card.slice(at + 1);
        try {
          const result = withXml(changed, (root) => verifyAssertion(root, trust));
          // Some changes touch nothing that is signed: white space in a tag, or the certificate we ignore.
          if (result !== undefined)
            assert.deepEqual({ ...readIdCard(result), xml: '' }, { ...facts, xml: '' });
        } catch (error) {
          assert.ok(error instanceof UnreadableXml);
        }
      },
    ),
    { numRuns: 1500 },
  );
});
