import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptText, readReply } from '../../server/idsas/reply.ts';

const OURS = '0f8c2d5e-6c2e-4a57-8b6d-91a6f3f0e2b4';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const MEDCOM = 'http://www.medcom.dk/dgws/2006/04/dgws-1.0.xsd';
const BLURRING = 'http://sundhedsdatastyrelsen.dk/identitetssloering/2024/01/24/';

/** Layout of the published sample (nspop.dk 246782196). */
const envelope = (
  body: string,
  inResponseTo = `<medcom:InResponseToMessageID>${OURS}</medcom:InResponseToMessageID>`,
) =>
  `<soap:Envelope xmlns:soap="${SOAP}"><soap:Header><medcom:Header xmlns:medcom="${MEDCOM}"><medcom:Linking>` +
  `<medcom:FlowID>5b0b5a35</medcom:FlowID><medcom:MessageID>7c9e1a44</medcom:MessageID>${inResponseTo}` +
  `</medcom:Linking><medcom:FlowStatus>flow_finalized_succesfully</medcom:FlowStatus></medcom:Header></soap:Header>` +
  `<soap:Body>${body}</soap:Body></soap:Envelope>`;
const OK = `<CreateBlurringResponse xmlns="${BLURRING}">OK</CreateBlurringResponse>`;
const fault = (code: string | undefined, text = 'Fejl', side = 'Client') =>
  `<soap:Fault><faultcode>soap:${side}</faultcode><faultstring>${text}</faultstring>` +
  (code ? `<detail><medcom:FaultCode xmlns:medcom="${MEDCOM}">${code}</medcom:FaultCode></detail>` : '') +
  `</soap:Fault>`;

const read = (xml: string | Buffer, status = 200) =>
  readReply({ response: 'CreateBlurringResponse', read: acceptText() }, status, Buffer.from(xml), OURS)
    .verdict;

test('the documented success reply is delivered, with the register’s own message id', () => {
  assert.deepEqual(read(envelope(OK)), {
    kind: 'delivered',
    messageId: OURS,
    respondedMessageId: '7c9e1a44',
  });
});

test('white space around OK and any namespace are accepted: neither is published for every version', () => {
  assert.equal(
    read(envelope('<x:CreateBlurringResponse xmlns:x="urn:other"> OK\n</x:CreateBlurringResponse>')).kind,
    'delivered',
  );
});

// A connection may break anywhere; a reply that begins like success has said nothing yet.
test('a success reply cut at any byte is never delivered', () => {
  const whole = Buffer.from(envelope(OK));
  for (let length = 0; length < whole.byteLength; length += 1) {
    assert.deepEqual(read(whole.subarray(0, length)), { kind: 'unknown', code: 'reply_unreadable' });
  }
});

const notDelivered: Record<string, [string | Buffer, number?]> = {
  'an empty body': [''],
  'an HTML page of a gateway': ['<html><body>OK</body></html>'],
  'the right reply with another status': [envelope(OK), 202],
  'the right reply with a server error': [envelope(OK), 500],
  'success of another operation': [envelope(OK.replaceAll('CreateBlurring', 'CreateOrgBlurring'))],
  'another text': [envelope(OK.replace('OK', 'ok'))],
  'no text': [envelope(OK.replace('OK', ''))],
  'OK in a child element': [envelope(OK.replace('OK', '<a>OK</a>'))],
  'OK split by a comment': [envelope(OK.replace('OK', 'O<!-- -->K'))],
  'OK with a child beside it': [envelope(OK.replace('OK', 'OK<fejl/>'))],
  'success in the header': [envelope('<a/>').replace('<soap:Header>', `<soap:Header>${OK}`)],
  'success one level too deep': [envelope(`<a>${OK}</a>`)],
  'success beside a fault': [envelope(OK + fault('processing_problem'))],
  'two successes': [envelope(OK + OK)],
  'two bodies': [envelope(OK).replace('<soap:Body>', `<soap:Body/><soap:Body>`)],
  'another envelope': [envelope(OK).replaceAll(SOAP, 'http://www.w3.org/2003/05/soap-envelope')],
  'an answer to another message': [
    envelope(OK, '<medcom:InResponseToMessageID>other</medcom:InResponseToMessageID>'),
  ],
  'an answer to no message': [envelope(OK, '')],
  'an answer to two messages': [
    envelope(OK, `<medcom:InResponseToMessageID>${OURS}</medcom:InResponseToMessageID>`.repeat(2)),
  ],
  'a DOCTYPE in front': [`<!DOCTYPE a>${envelope(OK)}`],
  'an entity that expands to OK': [
    `<!DOCTYPE a [<!ENTITY ok "OK">]>${envelope(OK.replace('>OK<', '>&ok;<'))}`,
  ],
  'an entity that reads a file': [
    `<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>${envelope(OK.replace('OK', '&f;'))}`,
  ],
  'another encoding, which could hide a DOCTYPE': [
    Buffer.from(`\ufeff<!DOCTYPE a>${envelope(OK)}`, 'utf16le'),
  ],
  'another encoding without DOCTYPE': [Buffer.from(`\ufeff${envelope(OK)}`, 'utf16le')],
  'a reply above the size limit': [envelope(OK) + ' '.repeat(256 * 1024)],
};

for (const [what, [xml, status]] of Object.entries(notDelivered)) {
  test(`${what} proves nothing`, () => assert.equal(read(xml, status).kind, 'unknown'));
}

// "Billion laughs": a few hundred bytes that would expand to gigabytes.
test('an entity bomb is refused before it grows', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join(
    '',
  );
  const bomb = `<!DOCTYPE a [<!ENTITY e0 "ha">${levels}]>${envelope(OK.replace('OK', '&e12;'))}`;
  assert.deepEqual(read(bomb), { kind: 'unknown', code: 'reply_unreadable' });
});

const faults: [string, ReturnType<typeof read>][] = [
  ['expired_idcard', { kind: 'renew-id-card', code: 'expired_idcard' }],
  ['invalid_signature', { kind: 'renew-id-card', code: 'invalid_signature' }],
  ['processing_problem', { kind: 'unknown', code: 'processing_problem' }],
  ['invalid_idcard', { kind: 'refused', code: 'invalid_idcard', pause: 'tenant' }],
  ['invalid_certificate', { kind: 'refused', code: 'invalid_certificate', pause: 'tenant' }],
  ['not_authorized', { kind: 'refused', code: 'not_authorized', pause: 'tenant' }],
  ['security_level_failed', { kind: 'refused', code: 'security_level_failed', pause: 'tenant' }],
  ['invalid_username_password', { kind: 'refused', code: 'invalid_username_password', pause: 'tenant' }],
  ['syntax_error', { kind: 'refused', code: 'syntax_error', pause: 'key' }],
  ['missing_required_header', { kind: 'refused', code: 'missing_required_header', pause: 'key' }],
  ['illegal_http_method', { kind: 'refused', code: 'illegal_http_method', pause: 'key' }],
  ['illegal_HTTP_method', { kind: 'refused', code: 'illegal_http_method', pause: 'key' }],
  ['nonrepudiation_not_supported', { kind: 'refused', code: 'nonrepudiation_not_supported', pause: 'key' }],
  [
    'request_payload_validation_error',
    { kind: 'refused', code: 'request_payload_validation_error', pause: 'key' },
  ],
  ['response_payload_validation_error', { kind: 'unknown', code: 'response_payload_validation_error' }],
  ['server_error', { kind: 'unknown', code: 'server_error' }],
  ['sosigw_no_valid_idcard_in_cache', { kind: 'unknown', code: 'gateway_fault' }],
  ['toString', { kind: 'unknown', code: 'fault_unlisted' }],
  ['2512489996', { kind: 'unknown', code: 'fault_unlisted' }],
];

for (const [code, verdict] of faults) {
  test(`the fault ${code} means ${verdict.kind}${'pause' in verdict ? `, pausing the ${verdict.pause}` : ''}`, () => {
    assert.deepEqual(read(envelope(fault(code)), 500), verdict);
    assert.deepEqual(read(envelope(fault(code)), 200), verdict);
  });
}

const texts: [string, string][] = [
  ['Sikkerhedsbilletten er udløbet', 'expired_idcard'],
  ['Sikkerhedsbilletten er ikke gyldig endnu', 'expired_idcard'],
  ['Sikkerhedsbilletten er ikke valid', 'invalid_idcard'],
  ['Sikkerhedsbilletten mangler', 'missing_required_header'],
  ["Client persistent unique key 'CVR:29190623' er ikke whitelisted for type BLURRING", 'not_authorized'],
  ['Brugertypen kan ikke entydigt bestemmes ud fra den medsendte sikkerhedsbillet', 'not_authorized'],
  ['Et eller andet', 'fault_unlisted'],
];

for (const [text, code] of texts) {
  test(`a fault without code that says “${text}” is read as ${code}`, () => {
    const verdict = read(envelope(fault(undefined, text)), 500);
    assert.equal('code' in verdict && verdict.code, code);
  });
}

test('a fault that answers another message says nothing about ours', () => {
  const other = '<medcom:InResponseToMessageID>other</medcom:InResponseToMessageID>';
  assert.deepEqual(read(envelope(fault('not_authorized'), other), 500), {
    kind: 'unknown',
    code: 'reply_not_ours',
  });
});

test('a gateway’s fault without headers is read by its code', () => {
  const bare = `<soap:Envelope xmlns:soap="${SOAP}"><soap:Body>${fault('not_authorized')}</soap:Body></soap:Envelope>`;
  assert.equal(read(bare, 500).kind, 'refused');
});

for (const status of [301, 400, 404, 500, 502, 503, 504]) {
  test(`HTTP ${status} without a fault is unknown`, () => {
    assert.deepEqual(read('not xml', status), { kind: 'unknown', code: `http_${status}` });
  });
}

test('whatever bytes a broken reply holds, it is read without throwing and never as delivered', () => {
  const whole = [...Buffer.from(envelope(OK))];
  const start = Buffer.from(envelope(OK)).indexOf('>OK<');
  fc.assert(
    fc.property(
      fc.nat(whole.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom(200, 500),
      (at, flip, status) => {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const verdict = read(bytes, status);
        // A flipped byte outside what is read (a namespace, a flow id) leaves a true success true; inside OK it may not.
        if (status !== 200 || (at > start && at <= start + 2)) assert.notEqual(verdict.kind, 'delivered');
      },
    ),
    { numRuns: 2000 },
  );
});
