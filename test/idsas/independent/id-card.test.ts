import assert from 'node:assert/strict';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { readIdCard } from '../../../server/idsas/id-card.ts';
import { aCall, credentialOf, DAY, EKSEMPELBY, HOSPITAL, NOON } from '../national.ts';
import { captureCreateBlurring, HOSTILE, startRecorded } from './messages.ts';
import { readCard } from './read-card.ts';
import { xmlsec1, xmlsecAccepts } from './xmlsec.ts';

const FORM = { version: '20240124', children: 'unqualified' } as const;
const hashOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('base64');
/** The card as a text cut out of the message, the way our own reader is given it. */
const cut = (message: Buffer): string =>
  /<saml:Assertion[ >].*<\/saml:Assertion>/s.exec(message.toString())?.[0] ?? '';

const ALGORITHMS = {
  canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  transforms: [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#',
  ],
  signatureIsLast: true,
};

test('a second XML library reads from both cards what we meant and what our own reader reads', async (t) => {
  const { national, issue, createBlurring } = await captureCreateBlurring(t, FORM);
  const { certificatePem } = await credentialOf(EKSEMPELBY);
  const own = readCard(issue);
  const issued = readCard(createBlurring);
  const stated = {
    cvr: EKSEMPELBY,
    subject: EKSEMPELBY,
    type: 'system',
    version: '1.0.1',
    level: '3',
    systemName: HOSTILE,
    organisationName: HOSTILE,
    statedCertificateHash: hashOf(certificatePem),
    ...ALGORITHMS,
  };
  assert.deepEqual(own, {
    ...stated,
    issuer: 'Sloering',
    notBefore: NOON - 60_000,
    notOnOrAfter: NOON - 60_000 + DAY,
    signerCertificateHash: hashOf(certificatePem),
  });
  assert.deepEqual(issued, {
    ...stated,
    issuer: issued.issuer,
    notBefore: NOON - 300_000,
    notOnOrAfter: NOON - 300_000 + DAY,
    signerCertificateHash: hashOf(national.stsCertificatePem),
  });
  assert.notEqual(issued.issuer, own.issuer);
  for (const [message, seen] of [
    [issue, own],
    [createBlurring, issued],
  ] as const) {
    const { cvr, notBefore, notOnOrAfter } = readIdCard(cut(message)) ?? {};
    assert.deepEqual(
      { cvr, notBefore, notOnOrAfter },
      { cvr: seen.cvr, notBefore: seen.notBefore, notOnOrAfter: seen.notOnOrAfter },
    );
  }
});

// Signature wrapping: a second card, or a second element called IDCard, lets the one be verified and the other be believed.
test('the check for exactly one card finds a second one under any name or namespace', async (t) => {
  const { createBlurring } = await captureCreateBlurring(t, FORM);
  const text = createBlurring.toString();
  for (const second of [
    '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" id="Other"/>',
    '<Assertion/>',
    '<x:y xmlns:x="urn:x" ID="IDCard"/>',
    '<x:y xmlns:x="urn:x" x:Id="IDCard"/>',
  ]) {
    const wrapped = text.replace('<soapenv:Header>', `<soapenv:Header>${second}`);
    assert.notEqual(wrapped, text);
    assert.throws(() => readCard(wrapped), second);
  }
});

test(
  'xmlsec1 accepts the cards from the very bytes that were sent, and not with another key or a change',
  { skip: xmlsec1.skip },
  async (t) => {
    const { national, issue, createBlurring } = await captureCreateBlurring(t, FORM);
    const own = await credentialOf(EKSEMPELBY);
    const other = await credentialOf(HOSPITAL);
    assert.equal(xmlsecAccepts(issue, own.certificatePem), true);
    assert.equal(xmlsecAccepts(createBlurring, national.stsCertificatePem), true);
    assert.equal(xmlsecAccepts(issue, other.certificatePem), false);
    assert.equal(xmlsecAccepts(createBlurring, own.certificatePem), false);
    for (const change of [
      (text: string) => text.replaceAll(EKSEMPELBY, HOSPITAL),
      (text: string) => text.replace('&amp;amp;', '&amp;'),
      (text: string) => text.replace('>3</saml:AttributeValue>', '>4</saml:AttributeValue>'),
      (text: string) => text.replace('<saml:Subject>', '\n<saml:Subject>'),
    ]) {
      const changed = change(createBlurring.toString());
      assert.notEqual(changed, createBlurring.toString());
      assert.equal(xmlsecAccepts(Buffer.from(changed), national.stsCertificatePem), false, String(change));
    }
  },
);

/** What a gateway may do to a message it passes on without touching the card. */
const gateways: Readonly<Record<string, (message: string) => string>> = {
  'adds headers before and after ours': (message) =>
    message
      .replace(
        /(<soapenv:Header>)/,
        '$1<dcc:Route xmlns:dcc="urn:example:gateway" xmlns="urn:example:default"><Hop id="hop-1">nsp</Hop></dcc:Route>\n',
      )
      .replace(
        '</soapenv:Header>',
        '<wsa:MessageID xmlns:wsa="http://www.w3.org/2005/08/addressing">urn:uuid:1</wsa:MessageID></soapenv:Header>',
      ),
  'adds a declaration, comments and line breaks around the blocks': (message) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- gateway -->\n${message
      .replace('<soapenv:Body>', '\n  <!-- gateway -->\n  <soapenv:Body>')
      .replace('<wsse:Security>', '\n  <wsse:Security>\n    ')}\n`,
  'declares further namespaces on the envelope, among them a default': (message) =>
    message.replace(
      '<soapenv:Envelope ',
      '<soapenv:Envelope xmlns="urn:example:default" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:sosi="urn:example:sosi" ',
    ),
};

for (const [what, change] of Object.entries(gateways)) {
  test(`the card stays valid when the gateway ${what}`, { skip: xmlsec1.skip }, async (t) => {
    let changed = 0;
    const recorded = await startRecorded(t, { ...FORM, children: 'qualified' }, (message) => {
      const text = change(message.toString());
      if (text !== message.toString()) changed += 1;
      return Buffer.from(text);
    });
    const { kind } = await recorded.client.createBlurring(aCall({ flowId: randomUUID() }));
    assert.equal(kind, 'delivered');
    assert.equal(changed, 2, 'both messages were changed on the way');
    const own = await credentialOf(EKSEMPELBY);
    assert.equal(xmlsecAccepts(recorded.sent('Issue'), own.certificatePem), true);
    const call = recorded.sent('CreateBlurring');
    assert.equal(xmlsecAccepts(call, recorded.national.stsCertificatePem), true);
    assert.equal(readCard(call).cvr, EKSEMPELBY);
  });
}

// A gateway that "tidies" XML breaks the seal of the card; we must see that as a refusal, not as a delivery.
test(
  'a gateway that indents the card breaks the signature, and nothing is delivered',
  { skip: xmlsec1.skip },
  async (t) => {
    const recorded = await startRecorded(t, FORM, (message) =>
      Buffer.from(message.toString().replaceAll('<saml:AttributeStatement', '\n  <saml:AttributeStatement')),
    );
    const { kind } = await recorded.client.createBlurring(aCall());
    assert.notEqual(kind, 'delivered');
    assert.equal(
      xmlsecAccepts(recorded.sent('Issue'), (await credentialOf(EKSEMPELBY)).certificatePem),
      false,
    );
  },
);
