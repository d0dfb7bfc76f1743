import { namedFaults, type ImportResult, type RowFault } from '../shared/departments.ts';
import type { Instant } from './domain/ids.ts';
import type { UnitCode } from './domain/org-blurring.ts';
import { cutLine, readHeading, readRow, type Heading } from './domain/unit-row.ts';
import type { Log } from './log.ts';
import type { Unit, UnitStore } from './store/store.ts';

const batch = 500;
/** Longest line; more is no extract. */
const longestLine = 8_192;
/** A full extract that would close more than this share of the open units was cut off on its way. */
const mostToClose = 0.1;
/** So few can be closed whatever share they are. */
const fewToClose = 20;

/** UTF-8, or where a line is not, Latin-1 as older systems write it (windows-1252). Line by line: the file is never held whole. */
const createDecoder = () => {
  const strict = new TextDecoder('utf-8', { fatal: true });
  const latin = new TextDecoder('windows-1252');
  return (line: Uint8Array): string => {
    try {
      return strict.decode(line);
    } catch {
      return latin.decode(line);
    }
  };
};

/** A file as it comes. */
type Chunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** The lines of a stream of bytes, with either kind of line end; undefined for one that is too long. */
async function* linesOf(chunks: Chunks): AsyncGenerator<string | undefined> {
  const decode = createDecoder();
  let rest = Buffer.alloc(0);
  let skipping = false;
  const clean = (line: Uint8Array): string | undefined =>
    line.byteLength > longestLine ? undefined : decode(line).replace(/\r$/, '');
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; from = end + 1, end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([rest, chunk.subarray(from, end)]);
      rest = Buffer.alloc(0);
      yield skipping ? undefined : clean(line);
      skipping = false;
    }
    const tail = chunk.subarray(from);
    skipping ||= rest.length + tail.length > longestLine;
    rest = skipping ? Buffer.alloc(0) : Buffer.concat([rest, tail]);
  }
  if (skipping) yield undefined;
  else if (rest.length > 0) yield clean(rest);
}

const keyOf = ({ classification, code }: UnitCode): string => `${classification} ${code}`;

/**
 * Takes the good rows of an extract and names the bad ones by line. Undefined without a usable heading line, or without a single good row; nothing
 * is then closed. With `full`, what the extract does not name is closed, never deleted.
 */
export const importUnits = async (
  { units, now, log }: { units: UnitStore; now: () => Instant; log: Log },
  chunks: Chunks,
  { full }: { full: boolean },
): Promise<ImportResult | undefined> => {
  const importedAt = now();
  const faults: ImportResult['faults'] = [];
  const seen = new Set<string>();
  const kinds = new Set<UnitCode['classification']>();
  const counted = { rows: 0, taken: 0, changed: 0, bad: 0 };
  let heading: Heading | undefined;
  let number = 0;
  let good: Unit[] = [];
  let meant: UnitCode[] = [];

  const flush = async (): Promise<void> => {
    counted.changed += await units.put(good, importedAt);
    await units.keep(meant, importedAt);
    good = [];
    meant = [];
  };
  const fail = (fault: RowFault, known?: UnitCode): void => {
    counted.bad += 1;
    if (faults.length < namedFaults) faults.push({ line: number, fault });
    if (known) meant.push(known);
  };

  for await (const line of linesOf(chunks)) {
    number += 1;
    if (!heading) {
      // A byte order mark is what spreadsheets put before the first name.
      heading = readHeading(cutLine((line ?? '').replace(/^\uFEFF/, '')) ?? []);
      if (!heading) return undefined;
      continue;
    }
    if (line?.trim() === '') continue;
    counted.rows += 1;
    if (line === undefined) {
      fail('too_long');
      continue;
    }
    const fields = cutLine(line);
    const read = fields ? readRow(fields, heading) : { fault: 'quote' as const };
    if ('fault' in read) fail(read.fault, 'known' in read ? read.known : undefined);
    else if (seen.has(keyOf(read.unit))) fail('duplicate');
    else {
      seen.add(keyOf(read.unit));
      kinds.add(read.unit.classification);
      good.push(read.unit);
      counted.taken += 1;
    }
    if (good.length + meant.length >= batch) await flush();
  }
  await flush();
  if (counted.taken === 0) return undefined;

  let closed = 0;
  let tooMany = 0;
  if (full) {
    const { open, missing } = await units.missing([...kinds], importedAt);
    if (missing > fewToClose && missing > open * mostToClose) tooMany = missing;
    else closed = await units.closeMissing([...kinds], importedAt);
  }
  log('units_imported', { ...counted, closed, too_many_to_close: tooMany });
  return { ...counted, closed, too_many_to_close: tooMany, faults };
};
