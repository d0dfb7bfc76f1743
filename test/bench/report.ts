/** One figure beside its floor; the ratio is what is promised. */
type Row = { what: string; floor: number; ours: number; unit: string; aim: number | null; note?: string };

const rows: Row[] = [];

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints a row where more is better, with its ratio to the floor. */
export const report = (row: Row): void => {
  rows.push(row);
  const ratio = row.ours / row.floor;
  const aim = row.aim === null ? '' : ratio >= row.aim ? `  aim ${row.aim} met` : `  aim ${row.aim} NOT met`;
  say(
    `  ${row.what}: floor ${Math.round(row.floor)} ${row.unit}, ours ${Math.round(row.ours)} ${row.unit}, ratio ${ratio.toFixed(2)}${aim}`,
  );
  if (row.note) say(`    ${row.note}`);
};

export const closing = (): string =>
  `${rows.filter(({ aim, ours, floor }) => aim === null || ours / floor >= aim).length} of ${rows.length} rows at or above their aim`;

/** The value below which that share of the values lies. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};
