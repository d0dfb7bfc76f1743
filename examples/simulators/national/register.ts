import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openJournal, readOrCreate, writeDurably } from '../durable.ts';
import { createOrganisationCertificate } from '../certificate.ts';
import type { OrganisationCertificate } from '../certificate.ts';
import type { Client } from './control.ts';

/** One row of the register: the last call for (CVR, CPR) and its end, milliseconds since 1970 UTC. */
export type Blurring = {
  readonly cvr: string;
  readonly cpr: string;
  readonly end: number;
  readonly messageId: string;
  readonly at: number;
};

/** One call for a unit: blurred towards everyone, or no longer. */
export type Department = {
  readonly cvr: string;
  readonly id: string;
  readonly classification: 'SOR' | 'SHAK';
  readonly blurred: boolean;
  readonly messageId: string;
  readonly at: number;
};

export type Register = {
  /** Keeps the blurring, replacing an earlier one of the same key. Resolves when it is on disk. */
  put(blurring: Blurring): Promise<void>;
  all(): Iterable<Blurring>;
  /** Keeps what was asked for a unit. Resolves when it is on disk. */
  putDepartment(department: Department): Promise<void>;
  /** Units blurred now. */
  departments(): Iterable<Department>;
  /** CVR numbers with a blurring of the citizen in force at the moment. */
  blurredFor(cpr: string, at: number): string[];
  readonly clients: Map<string, Client>;
  saveClients(): void;
  readonly sts: OrganisationCertificate;
  /** Base64 text, used as that text (idsas contract, pseudonym algorithm). */
  readonly salt: string;
  close(): Promise<void>;
};

/** Opens the register's folder; the first time, makes the ticket service's key and the salt. */
export const openRegister = async (folder: string): Promise<Register> => {
  const sts = await readOrCreate(join(folder, 'sts.json'), () =>
    createOrganisationCertificate({
      cvr: '29189366',
      organisation: 'TEST1-NSP (simulator)',
      commonName: 'TEST1-NSP-STS',
    }),
  );
  const { salt } = await readOrCreate(join(folder, 'salt.json'), () => ({
    salt: randomBytes(24).toString('base64'),
  }));
  const clientsPath = join(folder, 'clients.json');
  const clients = new Map(
    (await readOrCreate<Client[]>(clientsPath, () => [])).map((client) => [client.cvr, client]),
  );
  const latest = ({ cpr, cvr }: Blurring): string => `${cpr} ${cvr}`;
  const journal = await openJournal<Blurring>(join(folder, 'blurrings.ndjson'), latest);
  const unitOf = ({ cvr, classification, id }: Department): string => `${cvr} ${classification} ${id}`;
  const units = await openJournal<Department>(join(folder, 'departments.ndjson'), unitOf);
  const byUnit = new Map(units.entries.map((department) => [unitOf(department), department]));

  const byCitizen = new Map<string, Map<string, Blurring>>();
  const keep = (blurring: Blurring): void => {
    const entries = byCitizen.get(blurring.cpr) ?? new Map<string, Blurring>();
    byCitizen.set(blurring.cpr, entries.set(blurring.cvr, blurring));
  };
  journal.entries.forEach(keep);

  return {
    put: (blurring) => {
      // Order of arrival decides, in memory and in the file alike: the last call wins.
      keep(blurring);
      return journal.append(blurring);
    },
    putDepartment: (department) => {
      byUnit.set(unitOf(department), department);
      return units.append(department);
    },
    departments: () => [...byUnit.values()].filter(({ blurred }) => blurred),
    all: function* () {
      for (const entries of byCitizen.values()) yield* entries.values();
    },
    blurredFor: (cpr, at) =>
      [...(byCitizen.get(cpr)?.values() ?? [])].filter((blurring) => blurring.end > at).map(({ cvr }) => cvr),
    clients,
    saveClients: () => writeDurably(clientsPath, `${JSON.stringify([...clients.values()], null, 2)}\n`),
    sts,
    salt,
    close: async () => {
      await journal.close();
      await units.close();
    },
  };
};
