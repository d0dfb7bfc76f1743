import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import fc from 'fast-check';
import { dgwsEnvelope } from '../../server/idsas/envelope.ts';
import { createBlurringRequest } from '../../server/idsas/requests.ts';
import { escapeXml } from '../../server/idsas/xml.ts';

const operation = { namespace: 'urn:test', childQualification: 'unqualified' } as const;
const request = {
  idCard: '<card/>',
  created: Date.parse('2026-03-03T12:00:00.900Z'),
  messageId: 'm',
  flowId: 'f',
  cpr: '2512489996',
  endDateTime: Date.parse('2026-06-01T08:15:00.999Z'),
};

type Naming = Parameters<typeof createBlurringRequest>[2];
const createBlurringEnvelope = (values: typeof request, naming: Naming): string =>
  dgwsEnvelope(values, createBlurringRequest(values.cpr, values.endDateTime, naming));

const parsed = <T>(xml: string, use: (root: XmlElement) => T): T => {
  const document = XmlDocument.fromString(xml);
  try {
    return use(document.root);
  } finally {
    document.dispose();
  }
};

/** Names and counts of all elements: what hostile text must not be able to change. */
const shape = (xml: string): string[] =>
  parsed(xml, (root) => root.find('//*').map((node) => (node instanceof XmlElement ? node.name : '')));

test('times are written in UTC with Z and without fraction', () => {
  const xml = createBlurringEnvelope(request, operation);
  assert.match(xml, /<wsu:Created>2026-03-03T12:00:00Z</);
  assert.match(xml, /<endDateTime>2026-06-01T08:15:00Z</);
});

test('children carry the namespace only when the setting says so', () => {
  const namespaces = (childQualification: 'qualified' | 'unqualified') =>
    parsed(createBlurringEnvelope(request, { ...operation, childQualification }), (root) =>
      root
        .find(
          '//*[local-name()="patientId" or local-name()="id" or local-name()="classification" or local-name()="endDateTime"]',
        )
        .map((node) => (node as XmlElement).namespaceUri),
    );
  assert.deepEqual(namespaces('unqualified'), ['', '', '', '']);
  assert.deepEqual(namespaces('qualified'), Array(4).fill('urn:test'));
});

/** XML 1.0, production 2. */
const writable = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xfffe) || code > 0xffff;
};

// Injection: a value that closes its own element could add a second citizen or another end.
test('no text in any field changes the structure, and it is read back as it was', () => {
  const plain = shape(createBlurringEnvelope(request, operation));
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      ']]>',
      '</medcom:FlowID>',
      '<!--',
      '&amp;',
      '&#0;',
      '\u0000',
      '\ud800',
      '"\'><a b="',
      '<![CDATA[',
      '\r\n',
    ),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (messageId, flowId, cpr) => {
      const xml = createBlurringEnvelope({ ...request, messageId, flowId, cpr }, operation);
      assert.deepEqual(shape(xml), plain);
      const readable = (text: string) =>
        [...text.toWellFormed()].map((each) => (writable(each) ? each : '\ufffd')).join('');
      parsed(xml, (root) => {
        assert.equal(root.get('//*[local-name()="MessageID"]')?.content, readable(messageId));
        assert.equal(root.get('//*[local-name()="id"]')?.content, readable(cpr));
      });
    }),
    { numRuns: 1000 },
  );
});

test('text is safe inside a quoted attribute as well, where white space would be normalised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-composite', maxLength: 40 }), (text) => {
      parsed(`<a b="${escapeXml(`\t\n\r${text}`)}"/>`, (root) => {
        assert.ok(root.attr('b')?.value.startsWith('\t\n\r'));
        assert.equal(root.attrs.length, 1);
      });
    }),
  );
});
