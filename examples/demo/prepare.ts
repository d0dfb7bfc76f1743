import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOrganisationCertificate } from '../simulators/certificate.ts';
import {
  demoIssuer,
  municipality,
  municipalityWithoutRecordSystem,
  nationalBody,
  organisations,
  secondMunicipality,
} from './municipality.ts';
import type { DemoSettings } from './settings.ts';

/** Addresses of the demo's parts, as a browser reaches them. */
export const addressesOf = ({ ports }: DemoSettings) => ({
  start: `http://localhost:${ports.start}`,
  server: `http://localhost:${ports.server}`,
  national: `http://localhost:${ports.national}`,
  minlog: `http://localhost:${ports.minlog}`,
  operations: `http://localhost:${ports.operations}`,
  login: `http://localhost:${ports.login}`,
  mail: `http://localhost:${ports.mail}`,
});

/** The server's environment: the same variables a production server has. */
export const serverEnvironment = (settings: DemoSettings): Record<string, string> => ({
  SLOERING_PORT: String(settings.ports.server),
  SLOERING_ISSUER: addressesOf(settings).server,
  SLOERING_DATABASE: `sqlite:${join(settings.data, 'sloering.db')}`,
  SLOERING_MASTER_KEY_FILE: join(settings.data, 'master.key'),
  SLOERING_CREDENTIALS: join(settings.data, 'credentials'),
  SLOERING_NSP_FILE: join(settings.data, 'nsp.json'),
  SLOERING_ALLOW_LOOPBACK: 'true',
  SLOERING_OPERATIONS_PORT: String(settings.ports.operations),
  SLOERING_OPERATORS: join(settings.data, 'operators'),
  SLOERING_SAML_FILE: join(settings.data, 'saml.json'),
  SLOERING_SMTP_FILE: join(settings.data, 'smtp.json'),
});

/** Makes what is missing: folders, the master key, a certificate and key per CVR number. What exists stays. */
export const prepareKeys = async ({ data }: DemoSettings): Promise<void> => {
  mkdirSync(join(data, 'credentials'), { recursive: true, mode: 0o700 });
  writeOnce(join(data, 'master.key'), () => randomBytes(32).toString('base64'));
  // A key everybody may know: operator "demo", key "demo". Real ones are made by `node server/operator.ts add`.
  writeOnce(
    join(data, 'operators'),
    () => `demo ${createHash('sha256').update('demo').digest('base64url')}\n`,
  );
  for (const { cvr, name } of [...organisations, secondMunicipality]) {
    const file = join(data, 'credentials', `${cvr}.pem`);
    if (existsSync(file)) continue;
    const { certificatePem, privateKeyPem } = await createOrganisationCertificate({
      cvr,
      organisation: name,
    });
    writeOnce(file, () => `${certificatePem}\n${privateKeyPem}`);
  }
};

const writeOnce = (file: string, content: () => string): void => {
  if (!existsSync(file)) writeFileSync(file, content(), { mode: 0o600 });
};

/** Introduces the municipality to the running simulator, as its whitelisting would, and notes how to reach it. */
export const prepareRegister = async (settings: DemoSettings): Promise<void> => {
  const { national } = addressesOf(settings);
  for (const { cvr, name } of [...organisations, secondMunicipality]) {
    const certificatePem = readFileSync(join(settings.data, 'credentials', `${cvr}.pem`), 'utf8').split(
      '-----BEGIN PRIVATE',
    )[0];
    await fetch(`${national}/control/clients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cvr, name, certificatePem }),
    }).then(expectOk);
  }
  const nsp = (await (await fetch(`${national}/control/settings`).then(expectOk)).json()) as object;
  const names = { itSystemName: 'Sloering demo', issuerName: 'SloeringDemo' };
  writeFileSync(join(settings.data, 'nsp.json'), JSON.stringify({ ...nsp, ...names }, null, 2));
};

const expectOk = (response: Response): Response => {
  if (!response.ok) throw new Error(`a simulator answered ${response.status}`);
  return response;
};

/** The municipalities' files, as `node server/onboarding.ts` reads them. */
export const writeMunicipalities = (settings: DemoSettings): string[] => {
  const files = {
    'municipality.json': municipality(addressesOf(settings).start, demoIssuer),
    'municipality-2.json': municipalityWithoutRecordSystem(),
  };
  return Object.entries(files).map(([name, content]) => {
    const file = join(settings.data, name);
    writeFileSync(file, JSON.stringify(content, null, 2));
    return file;
  });
};

/** The role addresses of the demo; in a real federation they are registered in the administration module. */
export const roleBase = 'http://sloering.example';

/** How the server takes part in the federation: its own key, and where the Context Handler's metadata is. */
export const prepareLogin = async (settings: DemoSettings): Promise<void> => {
  const { data } = settings;
  const at = addressesOf(settings);
  const file = join(data, 'saml.pem');
  if (!existsSync(file)) {
    const { certificatePem, privateKeyPem } = await createOrganisationCertificate({
      cvr: nationalBody.cvr,
      organisation: nationalBody.name,
    });
    writeOnce(file, () => certificatePem);
    writeOnce(join(data, 'saml.key'), () => privateKeyPem);
  }
  const metadata = `${at.login}/runtime/saml2/metadata.idp`;
  const { entityId } = await readEntityId(metadata);
  writeFileSync(
    join(data, 'saml.json'),
    JSON.stringify(
      {
        entityId: `${at.server}/saml`,
        signing: { certificate: 'saml.pem', key: 'saml.key' },
        roleBase,
        provider: { entityId, metadata },
        nationalBody,
        organisation: { name: nationalBody.name, url: at.server },
        contacts: [
          { type: 'technical', company: nationalBody.name, email: 'drift@sloering.example' },
          { type: 'administrative', company: nationalBody.name, email: 'kontakt@sloering.example' },
        ],
      },
      null,
      2,
    ),
  );
};

/** Where the server hands its mails over: the catcher, which passes none on. */
export const prepareMail = ({ data, ports }: DemoSettings): void => {
  const smtp = { host: '127.0.0.1', port: ports.smtp, tls: 'none', from: 'ingen-svar@sloering.example' };
  writeFileSync(join(data, 'smtp.json'), JSON.stringify(smtp, null, 2), { mode: 0o600 });
};

const readEntityId = async (metadata: string): Promise<{ entityId: string }> => {
  const text = await (await fetch(metadata).then(expectOk)).text();
  const entityId = /entityID="([^"]+)"/.exec(text)?.[1];
  if (entityId === undefined) throw new Error('the Context Handler simulator has no metadata');
  return { entityId };
};
