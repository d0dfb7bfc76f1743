import { csvEnd, type ExtractFormat } from '../../../shared/extract.ts';

/** Enough of a file's end to find what closes it. */
const tailBytes = 200;

const tailOf = (pieces: readonly Uint8Array[]): Uint8Array => {
  const tail: number[] = [];
  for (const piece of pieces.toReversed()) {
    tail.unshift(...piece.subarray(Math.max(0, piece.length - tailBytes + tail.length)));
    if (tail.length >= tailBytes) break;
  }
  return Uint8Array.from(tail);
};

/** Whether a file has its last piece: a closing line, or the directory of a workbook (`PK 05 06`, 22 bytes before the end). */
export const isWhole = (format: ExtractFormat, pieces: readonly Uint8Array[]): boolean => {
  const tail = tailOf(pieces);
  if (format === 'xlsx') {
    const end = tail.subarray(-22);
    return end.length === 22 && end[0] === 0x50 && end[1] === 0x4b && end[2] === 0x05 && end[3] === 0x06;
  }
  const lines = new TextDecoder().decode(tail).trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  return format === 'csv' ? last.startsWith(csvEnd) : last.startsWith('{"type":"end"');
};
