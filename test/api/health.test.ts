import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { CertificateState } from '../../server/domain/certificate.ts';
import { actorId, cvr, tenantId } from '../../server/domain/ids.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { createWorld, type World } from '../support/world.ts';

const scope = { tenant: tenantId('eksempelby'), cvr: cvr('29190623') };

describe('health', () => {
  let world: World;
  let broken: boolean;
  let certificates: CertificateState[];

  beforeEach(async () => {
    broken = false;
    certificates = [];
    world = await createWorld({
      certificates,
      wrapStore: (store) => ({
        ...store,
        probe: (now) => (broken ? Promise.reject(new StoreUnavailable('full')) : store.probe(now)),
      }),
    });
  });
  afterEach(() => world.close());

  const at = async (path: string) => {
    const response = await world.request('GET', `/health/${path}`);
    const body = (await response.json()) as { status: string; concerns?: string[] };
    return { code: response.status, ...body };
  };
  const concerns = async (): Promise<string[]> => {
    const [ready, degraded] = [await at('ready'), await at('degraded')];
    assert.equal(ready.code, 200);
    assert.deepEqual(ready.concerns, degraded.concerns);
    assert.equal(degraded.code, ready.concerns?.length === 0 ? 200 : 503);
    assert.equal(ready.status, ready.concerns?.length === 0 ? 'ready' : 'degraded');
    return ready.concerns ?? [];
  };

  test('without anything to do it is live, ready and not degraded', async () => {
    assert.equal((await at('live')).status, 'live');
    assert.deepEqual(await concerns(), []);
  });

  test('a delivery is late after the alarm and not before', async () => {
    await (await world.login()).register();
    world.pass(15 * 60_000);
    assert.deepEqual(await concerns(), []);
    world.pass(1);
    assert.deepEqual(await concerns(), ['delivery_late']);
  });

  test('a paused organisation is a concern, with deliveries waiting or not', async () => {
    await world.store.outbox.pause(scope, 'operator', world.now(), actorId('operator:anna'));
    assert.deepEqual(await concerns(), ['cvr_paused']);
    await (await world.login()).register();
    assert.deepEqual(await concerns(), ['delivery_parked', 'cvr_paused']);
  });

  test('a certificate is a concern from fourteen days before its end, and when it cannot be used', async () => {
    certificates.push({ ...scope, daysLeft: 15, problem: null });
    assert.deepEqual(await concerns(), []);
    certificates[0] = { ...scope, daysLeft: 14, problem: null };
    assert.deepEqual(await concerns(), ['certificate_expires']);
    certificates[0] = { ...scope, daysLeft: null, problem: 'credential_missing' };
    assert.deepEqual(await concerns(), ['certificate_problem']);
  });

  test('a store that cannot write is not ready, whatever else is well', async () => {
    broken = true;
    assert.deepEqual(await at('ready'), { code: 503, status: 'unavailable' });
    assert.deepEqual(await at('degraded'), { code: 503, status: 'unavailable' });
    assert.equal((await at('live')).code, 200);
  });
});
