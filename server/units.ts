import { createReadStream, statSync } from 'node:fs';
import { extractColumns } from './domain/unit-row.ts';
import { createLog } from './log.ts';
import { isMain, openConfiguredStore, readStartConfig, systemClock } from './start.ts';
import { importUnits } from './unit-import.ts';

const usage = `node server/units.ts import FILE [--full]   takes the good rows of an extract of SOR and SHAK units, and names the bad ones by line;
                                            with --full, units the file does not name are closed
The file: semicolons, UTF-8 or Latin-1, a heading line with ${Object.values(extractColumns)
  .map(([name]) => name)
  .join(', ')}. A sample: examples/sor-sample.csv
`;

const run = async (args: readonly string[]): Promise<number> => {
  const [verb, file, option, ...more] = args;
  if (verb !== 'import' || file === undefined || ![undefined, '--full'].includes(option) || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    process.stderr.write(`there is no file ${file}\n`);
    return 2;
  }
  // The result goes to standard output alone.
  const log = createLog(process.stderr);
  const config = readStartConfig(log);
  if (!config) return 1;
  const store = await openConfiguredStore(config);
  try {
    const stream: AsyncIterable<Buffer> = createReadStream(file);
    const full = option === '--full';
    const result = await importUnits({ units: store.units, now: systemClock, log }, stream, { full });
    if (!result) {
      process.stderr.write(
        `${file}: no heading line with ${extractColumns.classification[0]}, ${extractColumns.code[0]} and ${extractColumns.name[0]}, or no good row; nothing was taken\n`,
      );
      return 1;
    }
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return result.bad > 0 || result.too_many_to_close > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
};

/** `node server/units.ts` — the list of units by command, with the server's own environment. */
if (isMain(import.meta.url))
  process.exitCode = await run(process.argv.slice(2)).catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : 'failed'}\n`);
    return 1;
  });
