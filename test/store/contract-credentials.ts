import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { CvrTaken, type CredentialEntry } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const secret = { certificatePem: 'CERTIFICATE-CANARY', privateKeyPem: 'PRIVATE-KEY-CANARY' };
const entry = (change: Partial<CredentialEntry> = {}): CredentialEntry => ({
  ...{ tenant: s.odense, cvr: s.hospital, thumbprint: 'aa11', notAfter: s.at(s.day), installedAt: s.at(1) },
  ...change,
});

export const credentialContract = ({ store, tenant, database }: Context): void => {
  it('keeps one credential per CVR number, replaces it, audited by its thumbprint', async () => {
    assert.equal(await store().credentials.find(s.hospital), undefined);
    await store().credentials.install(entry(), secret, s.nurse);
    assert.deepEqual(await store().credentials.find(s.hospital), secret);
    const newer = { ...secret, certificatePem: 'newer' };
    await store().credentials.install(entry({ thumbprint: 'bb22' }), newer, s.nurse);
    assert.deepEqual(await store().credentials.find(s.hospital), newer);
    const audit = (await tenant().readAudit(1, 100_000)).filter(({ action }) =>
      action.startsWith('credential_'),
    );
    assert.deepEqual(
      audit.map(({ action, actor, subject, detail }) => [action, actor, subject, detail['thumbprint']]),
      [
        ['credential_installed', s.nurse, s.hospital, 'aa11'],
        ['credential_installed', s.nurse, s.hospital, 'bb22'],
      ],
    );
  });

  // Attack: a stolen backup, and a row moved under another municipality's name.
  it('seals the key under its municipality and CVR number', async () => {
    await store().credentials.install(entry(), secret, s.nurse);
    const rows = await database().sql('select * from credentials');
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
      .join(' ');
    assert.ok(rows.length > 0 && !text.includes('CANARY'));
    await database().sql(`update credentials set cvr = '${s.clinic}'`);
    assert.equal(await store().credentials.find(s.clinic), 'unreadable');
    await database().sql(`update credentials set cvr = '${s.hospital}', tenant_id = '${s.aarhus}'`);
    assert.equal(await store().credentials.find(s.hospital), 'unreadable');
    await database().sql(`update credentials set tenant_id = '${s.odense}'`);
    assert.deepEqual(await store().credentials.find(s.hospital), secret);
  });

  it('takes a credential away, and says so once', async () => {
    await store().credentials.install(entry(), secret, s.nurse);
    const scope = { tenant: s.odense, cvr: s.hospital };
    assert.equal(await store().credentials.remove({ ...scope, tenant: s.aarhus }, s.at(5), s.nurse), false);
    assert.equal(await store().credentials.remove(scope, s.at(5), s.nurse), true);
    assert.equal(await store().credentials.remove(scope, s.at(6), s.nurse), false);
    assert.equal(await store().credentials.find(s.hospital), undefined);
  });

  // Attack: municipality B registers A's CVR number, and blurs with A's certificate or ends A's blurrings.
  it('lets no municipality have a CVR number of another', async () => {
    const theirs = s.municipality(s.aarhus);
    const greedy = { ...theirs, cvrs: [...theirs.cvrs, { cvr: s.clinic, name: 'Klinikken', main: false }] };
    await assert.rejects(
      store().registry.registerMunicipality(greedy, s.noon),
      (error: unknown) => error instanceof CvrTaken && error.cvr === s.clinic,
    );
    const kept = await store().forTenant(s.aarhus).loadSettings();
    assert.deepEqual(
      kept?.cvrs.map(({ cvr }) => cvr),
      theirs.cvrs.map(({ cvr }) => cvr),
    );
    assert.equal(await store().registry.registerMunicipality(s.municipality(s.odense), s.noon), 'updated');
  });

  // Attack: a municipality gives a CVR number up, and the next one to have it calls with the old certificate.
  it('takes the certificate away with the CVR number, and installs none for a number somebody else has', async () => {
    await store().credentials.install(entry({ cvr: s.clinic }), secret, s.nurse);
    const all = s.municipality(s.odense);
    const fewer = { ...all, cvrs: all.cvrs.filter(({ cvr }) => cvr !== s.clinic) };
    await store().registry.registerMunicipality(fewer, s.noon);
    assert.equal(await store().credentials.find(s.clinic), undefined);
    const theirs = entry({ tenant: s.aarhus, cvr: s.hospital });
    await assert.rejects(store().credentials.install(theirs, secret, s.nurse), CvrTaken);
    await assert.rejects(store().credentials.install(entry({ cvr: s.clinic }), secret, s.nurse), CvrTaken);
    await store().registry.registerMunicipality(all, s.noon);
  });

  it('knows after the migration which CVR numbers belonged to whom before it', async () => {
    const { dialect } = store();
    const file = new URL(
      `../../server/store/migrations/${dialect}/0004_municipality_cvrs.sql`,
      import.meta.url,
    );
    const fill = readFileSync(file, 'utf8').split('--> statement-breakpoint').at(-1) ?? assert.fail();
    await database().sql('delete from municipality_cvrs');
    await database().sql(fill);
    await database().sql(fill);
    const rows = await database().sql(`select cvr from municipality_cvrs where tenant_id = '${s.odense}'`);
    assert.deepEqual(rows.map(({ cvr }) => cvr).sort(), [s.clinic, s.hospital].sort());
  });
};
