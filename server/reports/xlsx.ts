import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Cell, Column } from './columns.ts';
import { wallClock, type Format } from './format.ts';

/** Rows a sheet can hold (ECMA-376; Excel's own limit), the heading among them. */
const sheetRows = 1_048_576;
const dayMs = 86_400_000;
/** Day 0 of the 1900 date system, with the leap day it wrongly has. */
const epoch = Date.UTC(1899, 11, 30);

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** Styles by number: 0 plain, 1 heading, 2 day, 3 day and time. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy\\ hh:mm"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** XML has no place for these, escaped or not (XML 1.0, 2.2). */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const escape = (text: string): string =>
  text.replace(forbidden, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const serial = (ms: number): string => ((ms - epoch) / dayMs).toFixed(8).replace(/\.?0+$/, '');

const inline = (text: string, style: number): string =>
  `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escape(text)}</t></is></c>`;

const written = (cell: Cell): string => {
  if (cell.kind === 'none') return '<c/>';
  if (cell.kind === 'number') return `<c><v>${cell.number}</v></c>`;
  if (cell.kind === 'day') return `<c s="2"><v>${serial(Date.parse(`${cell.day}T00:00:00Z`))}</v></c>`;
  if (cell.kind === 'instant') return `<c s="3"><v>${serial(wallClock(cell.at))}</v></c>`;
  // A text cell is text, whatever it begins with: no formula can come of it.
  return inline(cell.text, 0);
};

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
const relations = (all: string): string =>
  `${declaration}<Relationships xmlns="${packages}/relationships">${all}</Relationships>`;

/** An Office Open XML workbook (ECMA-376) written as it goes. Its directory comes last: a file that broke half-way cannot be opened. */
export const xlsx = (columns: readonly Column[]): Format => {
  const encoder = new TextEncoder();
  let pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const taken = (): Uint8Array => {
    const all = Buffer.concat(pieces);
    pieces = [];
    return all;
  };
  const put = (name: string, text: string): void => {
    const file = new ZipPassThrough(name);
    zip.add(file);
    file.push(encoder.encode(text), true);
  };
  let sheet: ZipDeflate | undefined;
  let sheets = 0;
  let used = 0;
  let heading = '';

  const open = (): void => {
    sheets += 1;
    used = 1;
    sheet = new ZipDeflate(`xl/worksheets/sheet${sheets}.xml`, { level: 1 });
    zip.add(sheet);
    const widths = columns.map(
      ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
    );
    const frozen =
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
    sheet.push(
      encoder.encode(
        `${declaration}<worksheet xmlns="${main}">${frozen}<cols>${widths.join('')}</cols><sheetData>${heading}`,
      ),
    );
  };
  const close = (): void => sheet?.push(encoder.encode('</sheetData></worksheet>'), true);

  return {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    head: (titles) => {
      heading = `<row>${titles.map((title) => inline(title, 1)).join('')}</row>`;
      open();
      return taken();
    },
    rows: (rows) => {
      for (let from = 0; from < rows.length;) {
        if (used === sheetRows) {
          close();
          open();
        }
        const part = rows.slice(from, from + sheetRows - used);
        sheet?.push(
          encoder.encode(part.map((cells) => `<row>${cells.map(written).join('')}</row>`).join('')),
        );
        used += part.length;
        from += part.length;
      }
      return taken();
    },
    end: () => {
      close();
      const numbers = Array.from({ length: sheets }, (_, at) => at + 1);
      const type = (part: string, kind: string): string =>
        `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
      put('xl/styles.xml', styles);
      put(
        'xl/workbook.xml',
        `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${numbers
          .map(
            (at) =>
              `<sheet name="${at === 1 ? 'Sløringer' : `Sløringer ${at}`}" sheetId="${at}" r:id="s${at}"/>`,
          )
          .join('')}</sheets></workbook>`,
      );
      put(
        'xl/_rels/workbook.xml.rels',
        relations(
          numbers.map((at) => relation(`s${at}`, 'worksheet', `worksheets/sheet${at}.xml`)).join('') +
            relation('styles', 'styles', 'styles.xml'),
        ),
      );
      put('_rels/.rels', relations(relation('w', 'officeDocument', 'xl/workbook.xml')));
      put(
        '[Content_Types].xml',
        `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('xl/workbook.xml', 'sheet.main')}${type('xl/styles.xml', 'styles')}${numbers.map((at) => type(`xl/worksheets/sheet${at}.xml`, 'worksheet')).join('')}</Types>`,
      );
      zip.end();
      return taken();
    },
  };
};
