import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captureCreateBlurring, captureOthers } from './messages.ts';
import { faultsOf, xmllint } from './schema.ts';

type Change = readonly [what: string, from: string | RegExp, to: string];

const CARD: readonly Change[] = [
  ['an issuer that is no NCName', /<saml:Issuer>[^<]*/, '<saml:Issuer>two words'],
  ['a time with a fraction', /NotBefore="([^"]*)Z"/, 'NotBefore="$1.000Z"'],
  ['a time with an offset', /NotOnOrAfter="([^"]*)Z"/, 'NotOnOrAfter="$1+00:00"'],
  ['another SAML version', 'Version="2.0"', 'Version="1.1"'],
  ['another id', 'id="IDCard"', 'id="Card"'],
  ['an unknown kind of identifier', 'Format="medcom:cvrnumber"', 'Format="cvr"'],
  ['an unknown attribute', 'Name="medcom:ITSystemName"', 'Name="medcom:Unknown"'],
  ['an attribute twice', 'Name="sosi:IDCardType"', 'Name="sosi:IDCardVersion"'],
  ['a statement twice', 'id="SystemLog"', 'id="IDCardData"'],
  ['an empty value', />system</, '><'],
  ['a reference to something else', 'URI="#IDCard"', 'URI=""'],
  ['an unknown signature algorithm', '#rsa-sha256', '#hmac-sha256'],
  ['canonical XML with comments', /(<ds:CanonicalizationMethod Algorithm="[^"]*)"/, '$1WithComments"'],
  ['a signature that is not Base64', /<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>*'],
];

const ISSUE: readonly Change[] = [
  ...CARD,
  ['a token type without its colon', 'assertion:</wst:TokenType>', 'assertion</wst:TokenType>'],
  ['another request type', 'trust/Issue<', 'trust/Renew<'],
  ['another context', 'Context="www.sosi.dk"', 'Context=""'],
];

const CALL: readonly Change[] = [
  ...CARD,
  ['a CPR number with a hyphen', '<id>251248', '<id>251248-'],
  ['a shorter CPR number', /<id>\d/, '<id>'],
  ['another kind of person number', '>CPR<', '>cpr<'],
  ['an end with a fraction', /Z<\/endDateTime>/, '.5Z</endDateTime>'],
  ['an end that is a date', /T[\d:]*Z<\/endDateTime>/, '</endDateTime>'],
  ['a level that does not exist', '<medcom:SecurityLevel>3', '<medcom:SecurityLevel>6'],
  ['an empty MessageID', /<medcom:MessageID>[^<]*/, '<medcom:MessageID>'],
  ['a receipt that is perhaps wanted', '>no</medcom:Req', '>maybe</medcom:Req'],
];

const DEPARTMENT: readonly Change[] = [
  ['an unknown register of units', '>SOR<', '>CVR<'],
  ['a code with a space', '<id>44', '<id>4 4'],
];

const changed = (message: Buffer, [what, from, to]: Change): string => {
  const text = message.toString().replace(from, to);
  assert.notEqual(text, message.toString(), `${what}: nothing was changed`);
  return text;
};

/** The changes the schema does not refuse. */
const overlooked = (schema: string, message: Buffer, changes: readonly Change[]): string[] => {
  const faults = faultsOf(
    schema,
    changes.map((change) => changed(message, change)),
  );
  return changes.flatMap(([what], index) => (faults[index] === '' ? [what] : []));
};

test('the schemas refuse wrong values in every kind of message', { skip: xmllint.skip }, async (t) => {
  const form = { version: '20240124', children: 'unqualified' } as const;
  const { issue, createBlurring } = await captureCreateBlurring(t, form);
  assert.deepEqual(overlooked('issue/message', issue, ISSUE), []);
  assert.deepEqual(overlooked('call/message-20240124-unqualified', createBlurring, CALL), []);
  const [department] = (await captureOthers(t, 'unqualified')).messages;
  assert.ok(department);
  assert.deepEqual(overlooked('call/message-20240124-unqualified', department.message, DEPARTMENT), []);
});
