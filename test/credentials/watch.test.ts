import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import type { Found } from '../../server/credentials/check.ts';
import { createCredentials } from '../../server/credentials/credentials.ts';
import { installCredential, removeCredential } from '../../server/credentials/install.ts';
import { alarmDays, watchCertificates, type CertificateWatch } from '../../server/credentials/watch.ts';
import { actorId, cvr, tenantId } from '../../server/domain/ids.ts';
import { createLog } from '../../server/log.ts';
import { createRelay, relaySettings } from '../../server/relay/relay.ts';
import { createWorld, type World } from '../support/world.ts';

const day = 86_400_000;
const eksempelby = { tenant: tenantId('eksempelby'), cvr: cvr('29190623') };
const others = ['29189366', '13748136'];

describe('the watch over certificates', () => {
  let world: World;
  let watch: CertificateWatch;
  let found: Map<string, Found>;
  let lines: string[];
  const made = async (number: string, days: number, at: number): Promise<Found> =>
    createOrganisationCertificate({
      cvr: number,
      organisation: 'x',
      notBefore: new Date(at - day),
      notAfter: new Date(at + days * day),
    });

  beforeEach(async () => {
    world = await createWorld();
    found = new Map();
    for (const number of others) found.set(number, await made(number, 1000, world.now()));
    lines = [];
    const { store, now } = world;
    const credentials = createCredentials({
      folder: undefined,
      findStored: (number) => Promise.resolve(found.get(number)),
      now,
    });
    const log = createLog({ write: (line) => void lines.push(line) });
    watch = watchCertificates({ store, credentials, now, log });
  });
  afterEach(() => world.close());

  const alarms = (): unknown[] =>
    lines
      .splice(0)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .map(({ event, cvr: number, days, threshold, code }) => [event, number, days ?? code, threshold]);
  const stateOf = (number: string) => watch.states().find((one) => one.cvr === number);

  test('warns once as each of 60, 30, 14, 7 and 1 days is reached, to the millisecond', async () => {
    found.set(eksempelby.cvr, await made(eksempelby.cvr, 61, world.now()));
    await watch.look();
    assert.deepEqual(alarms(), []);
    let left = 61 * day;
    for (const threshold of alarmDays) {
      world.pass(left - threshold * day - 1);
      await watch.look();
      assert.deepEqual(alarms(), [], `${threshold} days and a millisecond`);
      world.pass(1);
      for (let times = 0; times < 3; times += 1) await watch.look();
      assert.deepEqual(alarms(), [['certificate_expiring', eksempelby.cvr, threshold, threshold]]);
      assert.equal(stateOf(eksempelby.cvr)?.daysLeft, threshold);
      left = threshold * day;
    }
  });

  test('says once that a certificate cannot be used, and nothing of the others', async () => {
    await watch.look();
    await watch.look();
    assert.deepEqual(alarms(), [['certificate_problem', eksempelby.cvr, 'credential_missing', undefined]]);
    assert.equal(stateOf(eksempelby.cvr)?.problem, 'credential_missing');
    for (const number of others) assert.equal(stateOf(number)?.problem, null);
    found.set(eksempelby.cvr, await made(eksempelby.cvr, 20, world.now()));
    world.pass(60_000);
    await watch.look();
    assert.deepEqual(alarms(), [['certificate_expiring', eksempelby.cvr, 19, 30]]);
  });

  /** A relay whose client answers as a missing certificate does, for that CVR number and for no other. */
  const stopForCertificate = async (): Promise<void> => {
    await (await world.login()).register();
    const relay = createRelay({
      ...{ store: world.store, now: world.now, random: () => 0.5, newId: randomUUID, log: () => undefined },
      idsas: {
        createBlurring: () =>
          Promise.resolve({ kind: 'refused', code: 'credential_missing', pause: 'tenant' }),
      },
      callTimeoutMs: 30_000,
      settings: relaySettings(30_000),
    });
    relay.start();
    while ((await world.store.outbox.paused()).length === 0) await new Promise(setImmediate);
    await relay.stop();
  };

  test('keeps watching the others while one certificate’s place cannot be read, and keeps what it knew of that one', async () => {
    found.set(eksempelby.cvr, await made(eksempelby.cvr, 100, world.now()));
    await watch.look();
    const { store, now } = world;
    const broken = new Set<string>([eksempelby.cvr]);
    const credentials = createCredentials({
      folder: undefined,
      findStored: (number) =>
        broken.has(number) ? Promise.reject(new Error('away')) : Promise.resolve(found.get('13748136')),
      now,
    });
    const log = createLog({ write: (line) => void lines.push(line) });
    const second = watchCertificates({ store, credentials, now, log });
    await second.look();
    assert.ok(second.states().some((one) => one.cvr === '13748136' && one.problem === null));
    assert.ok(!second.states().some((one) => one.cvr === eksempelby.cvr));
    broken.clear();
    await second.look();
    const before = second.states();
    broken.add('13748136');
    world.pass(60_000);
    await second.look();
    assert.deepEqual(
      second.states().find((one) => one.cvr === '13748136'),
      before.find((one) => one.cvr === '13748136'),
    );
  });

  test('lets deliveries go on that were stopped for a certificate, once it has been put right', async () => {
    await stopForCertificate();
    await watch.look();
    assert.equal((await world.store.outbox.paused()).length, 1);
    found.set(eksempelby.cvr, await made(eksempelby.cvr, 100, world.now()));
    world.pass(60_000);
    await watch.look();
    assert.deepEqual(await world.store.outbox.paused(), []);
  });

  test('leaves alone what a person stopped, or what the register refused', async () => {
    found.set(eksempelby.cvr, await made(eksempelby.cvr, 100, world.now()));
    for (const reason of ['operator', 'not_authorized', 'invalid_certificate']) {
      await world.store.outbox.pause(eksempelby, reason, world.now(), actorId('operator:anna'));
      await watch.look();
      assert.equal((await world.store.outbox.paused())[0]?.reason, reason);
      await world.store.outbox.resume(eksempelby, world.now());
    }
  });

  /** What the server is set up with: the operator's folder, and the database. */
  const stored = (folder: string | undefined) =>
    createCredentials({
      folder,
      findStored: (number) => world.store.credentials.find(cvr(number)),
      now: world.now,
    });

  // "Installed" must not be said of a certificate that nothing is called with.
  test('says of a certificate behind the operator’s file that it is not in use, and lets nothing go on for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sloering-credentials-'));
    const inFile = await made(eksempelby.cvr, 100, world.now());
    const file = join(folder, `${eksempelby.cvr}.pem`);
    writeFileSync(file, `${inFile.certificatePem}${inFile.privateKeyPem}`, { mode: 0o600 });
    const deps = { store: world.store, now: world.now, credentials: stored(folder) };
    const another = await made(eksempelby.cvr, 200, world.now());
    const bytes = Buffer.from(`${another.certificatePem}${another.privateKeyPem}`);
    const by = actorId('operator:anna');
    const install = async () => {
      const installed = await installCredential(deps, eksempelby, { bytes, password: undefined }, by);
      return typeof installed === 'string' ? installed : installed.inUse;
    };
    await world.store.outbox.pause(eksempelby, 'invalid_certificate', world.now(), by);
    assert.equal(await install(), false);
    assert.equal((await world.store.outbox.paused()).length, 1);
    assert.deepEqual(await removeCredential(deps, eksempelby, by), { removed: true, remains: true });
    rmSync(file);
    assert.equal(await install(), true);
    assert.deepEqual(await world.store.outbox.paused(), []);
    assert.deepEqual(await removeCredential(deps, eksempelby, by), { removed: true, remains: false });
    rmSync(folder, { recursive: true });
  });

  test('installing a certificate lets go on what the old one stopped, also when the register had refused it', async () => {
    await world.store.outbox.pause(eksempelby, 'invalid_certificate', world.now(), actorId('operator:anna'));
    const good = await made(eksempelby.cvr, 100, world.now());
    const bytes = Buffer.from(`${good.certificatePem}${good.privateKeyPem}`);
    const installed = await installCredential(
      { ...world, credentials: stored(undefined) },
      eksempelby,
      { bytes, password: undefined },
      actorId('operator:anna'),
    );
    assert.equal(typeof installed, 'object');
    assert.deepEqual(await world.store.outbox.paused(), []);
    const wrong = await installCredential(
      { ...world, credentials: stored(undefined) },
      { ...eksempelby, cvr: cvr('29189366') },
      { bytes, password: undefined },
      actorId('operator:anna'),
    );
    assert.equal(wrong, 'credential_of_other_organisation');
  });
});
