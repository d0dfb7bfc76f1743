import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { instant } from '../../server/domain/ids.ts';
import type { Cell, Column } from '../../server/reports/columns.ts';
import { csv, endLine } from '../../server/reports/csv.ts';
import { wallClock, type Format } from '../../server/reports/format.ts';
import { jsonLines } from '../../server/reports/json-lines.ts';
import { xlsx } from '../../server/reports/xlsx.ts';
import { requirePythonModule } from '../support/tools.ts';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const summer = instant(Date.parse('2026-07-01T10:30:00Z'));
const winter = instant(Date.parse('2026-12-01T10:30:00Z'));
const hostile = ['=1+1', '+45', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://evil.example";"x")'];
const file = (format: Format, titles: string[], rows: Cell[][]): Buffer =>
  Buffer.concat([format.head(titles), format.rows(rows), format.end(rows.length)]);

describe('CSV', () => {
  test('begins with a byte order mark, has semicolons and CRLF, and Danish time', () => {
    const bytes = file(
      csv(),
      ['Nummer', 'Registreret', 'Født', 'Antal', 'Intet'],
      [
        [
          text('S-1'),
          { kind: 'instant', at: summer },
          { kind: 'day', day: '1948-12-25' },
          { kind: 'number', number: 3 },
          { kind: 'none' },
        ],
        [
          text('S-2'),
          { kind: 'instant', at: winter },
          { kind: 'none' },
          { kind: 'number', number: 0 },
          { kind: 'none' },
        ],
      ],
    );
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.equal(
      bytes.toString('utf8').slice(1),
      'Nummer;Registreret;Født;Antal;Intet\r\n' +
        'S-1;01-07-2026 12:30;25-12-1948;3;\r\n' +
        'S-2;01-12-2026 11:30;;0;\r\n' +
        'Udtræk slut / End of extract: 2\r\n',
    );
  });

  // Attack: a reason that a spreadsheet would run as a formula at whoever opens the extract.
  test('makes text of what a spreadsheet would take for a formula', () => {
    for (const one of hostile) {
      const [, row = ''] = file(csv(), ['a'], [[text(one)]])
        .toString('utf8')
        .split('\r\n', 2);
      assert.match(row, /^"?'/, JSON.stringify(one));
    }
  });

  test('gives back every text it was given', () => {
    const parse = (all: string): string[] => {
      const fields: string[] = [];
      const pattern = /(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n)/y;
      for (let found = pattern.exec(all); found; found = pattern.exec(all))
        fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
      return fields;
    };
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), (texts) => {
        const bytes = csv().rows([texts.map(text)]);
        const read = parse(Buffer.from(bytes).toString('utf8'));
        const clean = texts.map((one) => (/^[=+\-@\t\r\0]/.test(one) ? `'${one}` : one));
        assert.deepEqual(
          read,
          clean.map((one) => Buffer.from(one).toString('utf8')),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('that broke half-way lacks its last line', () => {
    const whole = file(csv(), ['a'], [[text('x')], [text('y')]]).toString('utf8');
    assert.ok(whole.endsWith(endLine(2)));
    for (let at = 0; at < whole.length; at += 1) assert.ok(!whole.slice(0, at).endsWith(endLine(2)));
  });
});

test('JSON Lines say what they are, hold values as values, and end with how many', () => {
  const format = jsonLines(['reference', 'at', 'count', 'text'], { with_cpr: false });
  const rows: Cell[][] = [
    [text('S-1'), { kind: 'instant', at: summer }, { kind: 'number', number: 2 }, { kind: 'none' }],
  ];
  const lines = file(format, [], rows).toString('utf8').trimEnd().split('\n');
  assert.deepEqual(
    lines.map((one) => JSON.parse(one) as unknown),
    [
      { type: 'extract', with_cpr: false },
      { type: 'registration', reference: 'S-1', at: '2026-07-01T10:30:00.000Z', count: 2, text: null },
      { type: 'end', rows: 1 },
    ],
  );
});

test('the Danish wall clock follows both changes of summer time to the second', () => {
  const change = Date.parse('2026-03-29T01:00:00Z');
  assert.equal(new Date(wallClock(change - 1000)).toISOString(), '2026-03-29T01:59:59.000Z');
  assert.equal(new Date(wallClock(change)).toISOString(), '2026-03-29T03:00:00.000Z');
  const back = Date.parse('2026-10-25T01:00:00Z');
  assert.equal(new Date(wallClock(back - 1000)).toISOString(), '2026-10-25T02:59:59.000Z');
  assert.equal(new Date(wallClock(back)).toISOString(), '2026-10-25T02:00:00.000Z');
});

const python = requirePythonModule('openpyxl');

describe('XLSX, read by an unrelated program', { skip: python.skip ?? false }, () => {
  const columns: Column[] = ['Tekst', 'Tid', 'Dag', 'Tal'].map((da) => ({
    name: da,
    title: { da, en: da },
    width: 12,
  }));
  const read = (bytes: Buffer): unknown => {
    const folder = mkdtempSync(join(tmpdir(), 'sloering-xlsx-'));
    try {
      writeFileSync(join(folder, 'x.xlsx'), bytes);
      const program = `
import openpyxl, json, datetime
book = openpyxl.load_workbook('x.xlsx')
def value(cell):
    v = cell.value
    return [cell.data_type, v.isoformat() if isinstance(v, (datetime.datetime, datetime.date)) else v]
print(json.dumps([[sheet.title, [[value(c) for c in row] for row in sheet.iter_rows()]] for sheet in book]))`;
      return JSON.parse(
        execFileSync(python.path ?? '', ['-c', program], {
          cwd: folder,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test('has real dates, real numbers and plain text, whatever the text begins with', () => {
    const rows: Cell[][] = [
      [
        text('Æ & <b> "x"'),
        { kind: 'instant', at: summer },
        { kind: 'day', day: '1948-12-25' },
        { kind: 'number', number: 7 },
      ],
      ...hostile.map((one): Cell[] => [text(one), { kind: 'none' }, { kind: 'none' }, { kind: 'none' }]),
      [text('a\u0000b\u001fc'), { kind: 'none' }, { kind: 'none' }, { kind: 'none' }],
    ];
    const [[title, sheet]] = read(file(xlsx(columns), ['Tekst', 'Tid', 'Dag', 'Tal'], rows)) as [
      [string, [string, unknown][][]],
    ];
    assert.equal(title, 'Sløringer');
    assert.deepEqual(
      sheet[0]?.map(([, value]) => value),
      ['Tekst', 'Tid', 'Dag', 'Tal'],
    );
    assert.deepEqual(sheet[1], [
      ['s', 'Æ & <b> "x"'],
      ['d', '2026-07-01T12:30:00'],
      ['d', '1948-12-25T00:00:00'],
      ['n', 7],
    ]);
    for (const [at, one] of hostile.entries()) {
      const [type, value] = sheet[at + 2]?.[0] ?? [];
      assert.equal(type, 's');
      assert.equal(String(value).replace(/\r\n?/g, '\n'), one.replace(/\r\n?/g, '\n'));
    }
    assert.equal(sheet.at(-1)?.[0]?.[1], 'abc');
  });

  test('that broke half-way cannot be opened', () => {
    const bytes = file(xlsx(columns), ['Tekst', 'Tid', 'Dag', 'Tal'], [[text('x')]]);
    for (const part of [0.3, 0.6, 0.95])
      assert.throws(() => read(bytes.subarray(0, Math.floor(bytes.length * part))));
  });

  test('goes on in another sheet where one is full', () => {
    const format = xlsx(columns);
    const row: Cell[] = [text('x'), { kind: 'none' }, { kind: 'none' }, { kind: 'none' }];
    const pieces = [format.head(['a', 'b', 'c', 'd'])];
    const many = Array.from({ length: 50_000 }, () => row);
    for (let count = 0; count < 21; count += 1) pieces.push(format.rows(many));
    pieces.push(format.end(1_050_000));
    const whole = Buffer.concat(pieces);
    const program = `
import zipfile, re
book = zipfile.ZipFile('x.xlsx')
print([book.read(f'xl/worksheets/sheet{n}.xml').count(b'<row>') for n in (1, 2)])`;
    const folder = mkdtempSync(join(tmpdir(), 'sloering-xlsx-'));
    writeFileSync(join(folder, 'x.xlsx'), whole);
    const counted = execFileSync(python.path ?? '', ['-c', program], { cwd: folder, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    assert.equal(counted.trim(), '[1048576, 1426]');
  });
});
