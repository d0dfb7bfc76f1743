import { readFile } from 'node:fs/promises';
import { createLog } from './log.ts';
import { isMain, openConfiguredStore, readStartConfig, systemClock } from './start.ts';
import { parseMunicipality } from './municipality.ts';

/**
 * `node server/onboarding.ts <municipality.json> …` — registers municipalities from files, with the server's own environment.
 * Registering again updates. Prints one line per file; a file that does not fit is refused whole, with every fault in it.
 */
const onboard = async (files: readonly string[]): Promise<void> => {
  const log = createLog(process.stdout);
  if (files.length === 0) throw new Error('usage: node server/onboarding.ts <municipality.json> …');
  const config = readStartConfig(log);
  if (!config) {
    process.exitCode = 1;
    return;
  }
  const store = await openConfiguredStore(config);
  try {
    for (const file of files) {
      const parsed = parseMunicipality(JSON.parse(await readFile(file, 'utf8')));
      if ('faults' in parsed) {
        process.stderr.write(`${file}:\n${parsed.faults.map((fault) => `  ${fault}\n`).join('')}`);
        process.exitCode = 1;
        continue;
      }
      const outcome = await store.registry.registerMunicipality(parsed.municipality, systemClock());
      log('municipality_registered', { tenant: parsed.municipality.id, outcome });
    }
  } finally {
    await store.close();
  }
};

if (isMain(import.meta.url)) await onboard(process.argv.slice(2));
