import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  createOrganisationCertificate,
  type OrganisationCertificate,
} from '../../examples/simulators/certificate.ts';
import type { Found } from '../../server/credentials/check.ts';
import { createCredentials, type Credentials } from '../../server/credentials/credentials.ts';

const cvr = '29190623';

describe('the credential of a CVR number', () => {
  let folder: string;
  let clock: number;
  let stored: Found | undefined;
  let away: boolean;
  let credentials: Credentials;
  let first: OrganisationCertificate;
  let second: OrganisationCertificate;

  before(async () => {
    first = await createOrganisationCertificate({ cvr, organisation: 'Første' });
    second = await createOrganisationCertificate({ cvr, organisation: 'Anden' });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sloering-credentials-'));
    clock = Date.now();
    stored = undefined;
    away = false;
    const findStored = () => (away ? Promise.reject(new Error('away')) : Promise.resolve(stored));
    credentials = createCredentials({ folder, findStored, now: () => clock });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const put = (text: OrganisationCertificate | string, mode = 0o600): void => {
    const content = typeof text === 'string' ? text : `${text.certificatePem}${text.privateKeyPem}`;
    writeFileSync(join(folder, `${cvr}.pem`), content, { mode });
    chmodSync(join(folder, `${cvr}.pem`), mode);
  };
  const organisation = async (): Promise<string> => {
    const found = await credentials.find(cvr);
    return typeof found === 'string' ? found : found.credential.organisationName;
  };

  test('comes from the folder, else from the database, and is missing without either', async () => {
    assert.equal(await organisation(), 'credential_missing');
    stored = second;
    clock += 5_000;
    assert.equal(await organisation(), 'Anden');
    put(first);
    clock += 60_000;
    assert.equal(await organisation(), 'Første');
  });

  test('is replaced without a restart, within a minute, and sooner when there was none', async () => {
    put(first);
    assert.equal(await organisation(), 'Første');
    put(second);
    clock += 59_999;
    assert.equal(await organisation(), 'Første');
    clock += 1;
    assert.equal(await organisation(), 'Anden');
    put('broken');
    clock += 60_000;
    assert.equal(await organisation(), 'credential_unreadable');
    put(first);
    clock += 5_000;
    assert.equal(await organisation(), 'Første');
  });

  test('that has just been replaced is looked at again at once', async () => {
    stored = first;
    assert.equal(await organisation(), 'Første');
    stored = second;
    credentials.forget(cvr);
    assert.equal(await organisation(), 'Anden');
  });

  test('in a file others may read is not used', async () => {
    put(first, 0o644);
    assert.equal(await organisation(), 'credential_unreadable');
  });

  test('is not believed beyond its own end', async () => {
    const notAfter = new Date(Math.floor(clock / 1000) * 1000 + 30_000);
    stored = await createOrganisationCertificate({ cvr, organisation: 'Kort', notAfter });
    assert.equal(await organisation(), 'Kort');
    clock = notAfter.getTime();
    assert.equal(await organisation(), 'credential_expired');
  });

  test('cannot be had while the database is away, which says nothing of the CVR number', async () => {
    away = true;
    await assert.rejects(credentials.find(cvr));
    away = false;
    stored = first;
    assert.equal(await organisation(), 'Første');
  });
});
