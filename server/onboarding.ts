import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { asFile, loadDefinition } from './api/page/change.ts';
import { factsOf } from './api/page/municipality-view.ts';
import type { Config } from './config.ts';
import { createCredentials } from './credentials/credentials.ts';
import { watchCertificates } from './credentials/watch.ts';
import { cvr, tenantId } from './domain/ids.ts';
import { readinessOf } from './domain/readiness.ts';
import { AppError } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { parseMunicipality } from './municipality.ts';
import { isMain, openConfiguredStore, readStartConfig, systemClock } from './start.ts';
import { CvrTaken, IssuerTaken, type MunicipalityDefinition, type Store } from './store/store.ts';

const usage = `node server/onboarding.ts [apply] FILE…   creates or changes municipalities, checked as on the page; a file with faults is refused whole
node server/onboarding.ts readiness ID    what is done and what is missing, as JSON; exit code 1 while something is missing
node server/onboarding.ts export ID       the municipality's file as it stands now
`;

/** What is wrong with changing a municipality to this, beyond the file's own form. */
const faultOf = async (store: Store, wanted: MunicipalityDefinition): Promise<string | undefined> => {
  const versions = await store.forTenant(wanted.id).loadGuidelines();
  const published = versions.find(({ version }) => version === wanted.guidelines.version);
  const { text, url } = wanted.guidelines;
  // The version is what people have acknowledged.
  if (published && !isDeepStrictEqual([published.text, published.url], [text, url]))
    return `guidelines: version ${wanted.guidelines.version} is published already with another text; raise the version`;
  return undefined;
};

const apply = async (store: Store, log: Log, files: readonly string[]): Promise<boolean> => {
  let good = true;
  const refuse = (file: string, faults: readonly string[]): void => {
    process.stderr.write(`${file}:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
    good = false;
  };
  for (const file of files) {
    const parsed = parseMunicipality(JSON.parse(await readFile(file, 'utf8')));
    if ('faults' in parsed) {
      refuse(file, parsed.faults);
      continue;
    }
    const { municipality } = parsed;
    const fault = await faultOf(store, municipality);
    if (fault !== undefined) {
      refuse(file, [fault]);
      continue;
    }
    const revision = (await store.forTenant(municipality.id).loadSettings())?.revision ?? 0;
    const change = { part: 'file', by: null, expectedRevision: revision };
    try {
      const outcome = await store.registry.registerMunicipality(municipality, systemClock(), change);
      if (outcome === 'conflict') refuse(file, ['changed by somebody else at the same time; try again']);
      else log('municipality_registered', { tenant: municipality.id, outcome });
    } catch (thrown) {
      if (!(thrown instanceof CvrTaken || thrown instanceof IssuerTaken)) throw thrown;
      refuse(file, [thrown.message]);
    }
  }
  return good;
};

const readiness = async (store: Store, log: Log, config: Config, id: string): Promise<boolean> => {
  const settings = await store.forTenant(tenantId(id)).loadSettings();
  if (settings?.kind !== 'municipality') throw new Error(`there is no municipality ${id}`);
  const credentials = createCredentials({
    folder: config.SLOERING_CREDENTIALS,
    findStored: (number) => store.credentials.find(cvr(number)),
    now: systemClock,
  });
  const certificates = watchCertificates({ store, credentials, now: systemClock, log });
  await certificates.look();
  const lines = readinessOf(
    await factsOf(
      {
        ...{ store, now: systemClock, certificates: certificates.states },
        login: config.SLOERING_SAML_FILE !== undefined,
      },
      settings,
    ),
  );
  process.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
  return lines.every(({ state }) => state !== 'missing');
};

/** The municipality's file, such that `apply` with it changes nothing. */
const write = async (store: Store, id: string): Promise<boolean> => {
  const { definition } = await loadDefinition(store, tenantId(id));
  process.stdout.write(`${JSON.stringify(asFile(definition), null, 2)}\n`);
  return true;
};

const run = async (args: readonly string[]): Promise<number> => {
  const [verb = '', ...rest] = args;
  const [id] = rest;
  const isCommand = ['apply', 'readiness', 'export'].includes(verb);
  const files = verb === 'apply' ? rest : args;
  if (verb === '' || (isCommand && id === undefined)) {
    process.stderr.write(usage);
    return 2;
  }
  // What is asked for goes to standard output alone.
  const log = createLog(verb === 'readiness' || verb === 'export' ? process.stderr : process.stdout);
  const config = readStartConfig(log);
  if (!config) return 1;
  const store = await openConfiguredStore(config);
  try {
    if (verb === 'readiness' && id !== undefined) return (await readiness(store, log, config, id)) ? 0 : 1;
    if (verb === 'export' && id !== undefined) return (await write(store, id)) ? 0 : 1;
    return (await apply(store, log, files)) ? 0 : 1;
  } finally {
    await store.close();
  }
};

/** `node server/onboarding.ts` — onboarding by command, with the server's own environment. */
if (isMain(import.meta.url))
  process.exitCode = await run(process.argv.slice(2)).catch((thrown: unknown) => {
    const why =
      thrown instanceof AppError ? thrown.refusal.code : thrown instanceof Error ? thrown.message : 'failed';
    process.stderr.write(`${why}\n`);
    return 1;
  });
