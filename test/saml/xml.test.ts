import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64 } from '../../server/saml/base64.ts';
import { parameters } from '../../server/saml/form.ts';
import { Refusal } from '../../server/saml/rules.ts';
import { samlTime } from '../../server/saml/time.ts';
import { plainText, withXml } from '../../server/saml/xml.ts';

const refuses = (rule: string, run: () => unknown, about?: string) =>
  assert.throws(run, (error) => error instanceof Refusal && error.rule === rule, about);
const rootName = (source: Uint8Array | string) => withXml(source, ({ name }) => name);

void test('well-formed UTF-8 is read, with and without a declaration or a byte order mark', () => {
  for (const text of ['<a/>', '<?xml version="1.0" encoding="UTF-8"?><a/>', '\ufeff<a/>', '<a>æøå</a>'])
    assert.equal(rootName(Buffer.from(text)), 'a');
});

void test('declarations and instructions are refused in every disguise', () => {
  const entity = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';
  // Attack: reading files, growing without bound, or steering the reader.
  const disguises = [
    ...[
      entity,
      entity.toLowerCase(),
      '<!DocType a><a/>',
      '<a><!-- <!ENTITY --></a>',
      '<a><![CDATA[<!DOCTYPE]]></a>',
    ],
    ...['<?xml-stylesheet href="x"?><a/>', '<a><?php x?></a>', '<?xml version="1.0"?><?x y?><a/>'],
  ];
  for (const text of disguises) refuses('xml_declaration', () => rootName(text), text);
  // Attack: the same in an encoding the search for it does not read.
  refuses('encoding', () => rootName(Buffer.from(`\ufeff${entity}`, 'utf16le')));
  refuses('encoding', () => rootName(Buffer.from(entity, 'utf16le')));
  refuses('encoding', () => rootName(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e])));
  refuses('encoding', () => rootName('<?xml version="1.0" encoding="ISO-8859-1"?><a/>'));
});

void test('any complaint of the parser is fatal, and there is one root', () => {
  const bad = [
    '',
    'a',
    '<a>',
    '<a/><b/>',
    '<a/>b',
    '<a b="1" b="2"/>',
    '<x:a/>',
    '<a>&b;</a>',
    '<a>&#0;</a>',
  ];
  for (const text of [...bad, '<?xml version="1.1"?><a/>']) refuses('xml_syntax', () => rootName(text), text);
});

void test('an ID value comes once, however its name is written', () => {
  assert.equal(rootName('<a ID="1"><b ID="2"/></a>'), 'a');
  for (const other of ['ID', 'Id', 'id', 'xml:id', 'w:Id'])
    refuses('xml_id', () => rootName(`<a ID="x1" xmlns:w="urn:w"><b ${other}="x1"/></a>`), other);
});

void test('size has a limit in bytes and in elements', () => {
  refuses('size', () => rootName(`<a>${' '.repeat(512 * 1024)}</a>`));
  assert.equal(rootName(`<a>${'<b/>'.repeat(19_999)}</a>`), 'a');
  refuses('size', () => rootName(`<a>${'<b/>'.repeat(20_000)}</a>`));
  refuses('xml_syntax', () => rootName('<a>'.repeat(3000) + '</a>'.repeat(3000)));
});

void test('text with anything else in it is not text', () => {
  const text = (xml: string) => withXml(xml, plainText);
  assert.equal(text('<a> b &amp; c </a>'), 'b & c');
  for (const xml of ['<a>b<!-- -->c</a>', '<a>b<c/></a>']) assert.equal(text(xml), undefined);
});

void test('base64 is strict', () => {
  assert.deepEqual(base64('YWJj'), Buffer.from('abc'));
  assert.deepEqual(base64('YW\r\nJj\n'), Buffer.from('abc'));
  for (const text of ['', 'YQ', 'YQ=', 'YR==', 'YW Jj', 'YWJj!', 'YWJ-', 'YQ==YQ=='])
    refuses('encoding', () => base64(text), text);
});

void test('a parameter that comes twice, or whose name is disguised, is refused', () => {
  assert.equal(parameters('a=1+2&b=%2B', 'form').get('a')?.value, '1 2');
  // Attack: one reader takes the first, another the last, a third the one whose name it unescapes.
  for (const text of ['a=1&a=2', 'a=1&%61=2', 'a%00=1', 'a=%zz', 'a[]=1'])
    refuses('form', () => parameters(text, 'form'), text);
});

void test('times are UTC, and days exist', () => {
  assert.equal(samlTime('2026-11-22T08:00:30.120Z'), Date.parse('2026-11-22T08:00:30.120Z'));
  assert.equal(samlTime('2026-11-22T08:00:30Z'), Date.parse('2026-11-22T08:00:30Z'));
  assert.equal(samlTime('2026-11-22T08:00:30.1234567Z'), Date.parse('2026-11-22T08:00:30.123Z'));
  const bad = [
    '2026-11-22T08:00:30',
    '2026-11-22T08:00:30+01:00',
    '2026-02-30T08:00:30Z',
    '2026-11-22',
    '',
    'now',
  ];
  for (const text of [...bad, '2026-11-22T24:00:00Z', undefined])
    assert.equal(samlTime(text), undefined, text);
});
