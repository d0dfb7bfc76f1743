import assert from 'node:assert/strict';
import { createPublicKey, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { createIdCard, readCredential } from '../../server/idsas/id-card.ts';
import { readStsReply } from '../../server/idsas/sts.ts';
import { credentialOf, DAY, EKSEMPELBY, HOSPITAL, NOON } from './national.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const WST = 'http://schemas.xmlsoap.org/ws/2005/02/trust';

const reply = (token: string, beside = '') =>
  `<soap:Envelope xmlns:soap="${SOAP}" xmlns:wst="${WST}"><soap:Header>${beside}</soap:Header><soap:Body>` +
  `<wst:RequestSecurityTokenResponse><wst:RequestedSecurityToken>${token}</wst:RequestedSecurityToken>` +
  `</wst:RequestSecurityTokenResponse></soap:Body></soap:Envelope>`;
const fault = (code: string) =>
  `<soap:Envelope xmlns:soap="${SOAP}"><soap:Body><soap:Fault xmlns:wst="${WST}"><faultcode>${code}</faultcode>` +
  `<faultstring>x</faultstring></soap:Fault></soap:Body></soap:Envelope>`;

/** The hospital's key plays the ticket service; it signs a card for `cvr` made at `now`. */
const signedBy = async (signerCvr: string, cvr = EKSEMPELBY, now = NOON): Promise<string> =>
  createIdCard(
    { ...readCredential(await credentialOf(signerCvr)), cvr },
    { issuerName: 'TEST1-NSP-STS', itSystemName: 'Sløring' },
    { now, skewMs: 0, id: randomUUID() },
  );
const read = async (xml: string | Buffer, status = 200) => {
  const keys = [createPublicKey((await credentialOf(HOSPITAL)).certificatePem)];
  const expected = { cvr: EKSEMPELBY, now: NOON, skewMs: 60_000, trust: { keys, allowSha1: false } };
  const issued = readStsReply(status, Buffer.from(xml), expected);
  return 'outcome' in issued ? issued.outcome : issued.card;
};

test('a card for our CVR signed by the trusted service is accepted byte for byte', async () => {
  const card = await signedBy(HOSPITAL);
  assert.deepEqual(await read(reply(card)), {
    xml: card,
    cvr: EKSEMPELBY,
    notBefore: NOON,
    notOnOrAfter: NOON + DAY,
  });
});

test('a card for another CVR, correctly signed, is refused', async () => {
  const outcome = await read(reply(await signedBy(HOSPITAL, '29189366')));
  assert.deepEqual(outcome, { kind: 'refused', code: 'sts_card_other_organisation', pause: 'tenant' });
});

test('a card signed by anyone else is refused', async () => {
  const outcome = await read(reply(await signedBy(EKSEMPELBY)));
  assert.deepEqual(outcome, { kind: 'retry', code: 'sts_card_untrusted' });
});

// Signature wrapping: the signed card is present so that verification succeeds, and another one is read.
test('a reply with two assertions is refused, wherever the second one stands', async () => {
  const card = await signedBy(HOSPITAL);
  const forged = card.replaceAll(EKSEMPELBY, HOSPITAL);
  const decoy = '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" id="other"/>';
  for (const xml of [
    reply(card + forged),
    reply(forged, card),
    reply(card, decoy),
    reply(card, '<Assertion id="x"/>'),
    reply(card.replace('</saml:Assertion>', `${decoy}</saml:Assertion>`)),
  ]) {
    const outcome = await read(xml);
    assert.ok('kind' in outcome && outcome.kind !== 'delivered');
  }
});

test('a second element called IDCard is refused under every spelling of the attribute', async () => {
  const card = await signedBy(HOSPITAL);
  for (const name of ['id', 'Id', 'ID', 'iD']) {
    const outcome = await read(reply(card, `<a ${name}="IDCard"/>`));
    assert.deepEqual(outcome, { kind: 'retry', code: 'sts_card_malformed' });
  }
});

test('a card is refused before it begins and after it ends, with the clock skew allowed at both ends', async () => {
  const kindAt = async (issued: number) => {
    const outcome = await read(reply(await signedBy(HOSPITAL, EKSEMPELBY, issued)));
    return 'kind' in outcome ? outcome.kind : 'accepted';
  };
  assert.equal(await kindAt(NOON + 60_000), 'accepted');
  assert.equal(await kindAt(NOON + 61_000), 'retry');
  assert.equal(await kindAt(NOON - DAY - 59_000), 'accepted');
  assert.equal(await kindAt(NOON - DAY - 60_000), 'retry');
});

test('a reply cut at any byte never yields a card', async () => {
  const whole = Buffer.from(reply(await signedBy(HOSPITAL)));
  for (let length = 0; length < whole.byteLength; length += 7) {
    assert.deepEqual(await read(whole.subarray(0, length)), { kind: 'retry', code: 'sts_reply_unreadable' });
  }
});

// Found by the property test of signatures: canonicalisation, not parsing, is what fails here.
test('a card without canonical form is an unreadable reply', async () => {
  const card = await signedBy(HOSPITAL);
  const outcome = await read(reply(card.replace('xmlns:ds="http:', 'xmlns:ds="http/')));
  assert.deepEqual(outcome, { kind: 'retry', code: 'sts_reply_unreadable' });
});

const faults: [string, string, number][] = [
  ['wst:FailedAuthentication', 'refused sts_failed_authentication', 500],
  ['wst:InvalidRequest', 'refused sts_invalid_request', 500],
  ['wst:RequestFailed', 'retry sts_request_failed', 500],
  // Old versions answer a fault with status 200.
  ['wst:RequestFailed', 'retry sts_request_failed', 200],
  ['other:RequestFailed', 'retry sts_request_failed', 500],
  ['wst:Something', 'retry sts_fault_unlisted', 500],
];

for (const [code, expected, status] of faults) {
  test(`the ticket service’s fault ${code} with status ${status} means ${expected}`, async () => {
    const outcome = await read(fault(code), status);
    assert.equal('kind' in outcome && 'code' in outcome && `${outcome.kind} ${outcome.code}`, expected);
  });
}

test('no fault and no card is retried: the register was not called', async () => {
  assert.deepEqual(await read('<html/>', 503), { kind: 'retry', code: 'sts_http_503' });
  assert.deepEqual(await read('gateway', 502), { kind: 'retry', code: 'sts_http_502' });
  assert.deepEqual(await read(reply('')), { kind: 'retry', code: 'sts_reply_unreadable' });
});
