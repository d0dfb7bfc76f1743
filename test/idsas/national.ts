import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import type { Switches } from '../../examples/simulators/national/control.ts';
import type { LedgerEntry } from '../../examples/simulators/national/ledger.ts';
import type { Blurring } from '../../examples/simulators/national/register.ts';
import { startNationalSimulator } from '../../examples/simulators/national/simulator.ts';
import { createIdsasClient } from '../../server/idsas/client.ts';
import type {
  BlurringCall,
  Credential,
  IdsasClient,
  IdsasDependencies,
  IdsasEvent,
  IdsasSettings,
} from '../../server/idsas/client.ts';

export const EKSEMPELBY = '29190623';
export const HOSPITAL = '13748136';
export const ASGER = '2512489996';
export const BODIL = '2512484916';
export const NOON = Date.parse('2026-03-03T12:00:00Z');
export const DAY = 86_400_000;

/** Making an RSA key is the slowest thing in these tests, so each organisation has one for the whole file. */
const made = new Map<string, Promise<Credential>>();
export const credentialOf = (cvr: string): Promise<Credential> => {
  const known = made.get(cvr) ?? createOrganisationCertificate({ cvr, organisation: `Organisation ${cvr}` });
  made.set(cvr, known);
  return known;
};

/** A clock that only moves when told. */
export const stoppedClock = (start = NOON) => {
  let time = start;
  return { now: () => time, advance: (milliseconds: number) => (time += milliseconds) };
};

/** A simulator in a folder of its own with both organisations known and whitelisted; removed after the test. */
export const startNational = async (t: Pick<TestContext, 'after'>, clock = stoppedClock()) => {
  const folder = await mkdtemp(join(tmpdir(), 'national-'));
  const simulator = await startNationalSimulator({ folder, now: clock.now });
  const clients: IdsasClient[] = [];
  t.after(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await simulator.close();
    await rm(folder, { recursive: true });
  });
  const post = async (path: string, value: unknown): Promise<void> => {
    const response = await fetch(simulator.url + path, { method: 'POST', body: JSON.stringify(value) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  };
  const get = async (path: string): Promise<unknown> => (await fetch(simulator.url + path)).json();
  for (const cvr of [EKSEMPELBY, HOSPITAL]) {
    await post('/control/clients', { cvr, certificatePem: (await credentialOf(cvr)).certificatePem });
  }
  const settings = async (): Promise<IdsasSettings> => ({
    ...((await get('/control/settings')) as IdsasSettings),
    itSystemName: 'Sløring',
    issuerName: 'Sloering',
    requestTimeoutMs: 20_000,
  });

  return {
    ...simulator,
    folder,
    clock,
    post,
    settings,
    control: (switches: Partial<Switches>) => post('/control', switches),
    ledger: async (operation?: string): Promise<LedgerEntry[]> => {
      const { entries } = (await get('/control/ledger')) as { entries: LedgerEntry[] };
      return entries.filter((entry) => operation === undefined || entry.operation === operation);
    },
    blurrings: async (): Promise<Blurring[]> => (await get('/control/blurrings')) as Blurring[],
    client: async (
      change: Partial<IdsasSettings> = {},
      credentials: IdsasDependencies['credentials'] = credentialOf,
      log: (event: IdsasEvent) => void = () => undefined,
    ): Promise<IdsasClient> => {
      const client = createIdsasClient({
        settings: { ...(await settings()), ...change },
        credentials,
        now: clock.now,
        newId: randomUUID,
        log,
      });
      clients.push(client);
      return client;
    },
  };
};

/** A call for Asger in Eksempelby, ninety days ahead, unless told otherwise. */
export const aCall = (change: Partial<BlurringCall> = {}): BlurringCall => ({
  cvr: EKSEMPELBY,
  cpr: ASGER,
  endDateTime: NOON + 90 * DAY,
  messageId: randomUUID(),
  flowId: randomUUID(),
  ...change,
});
