import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { instant, tenantId } from '../../server/domain/ids.ts';
import { createLog } from '../../server/log.ts';
import { verifyChain } from '../../server/operations/verify.ts';
import { createAnchoring, type Anchor } from '../../server/schedule/anchor.ts';
import type { TenantStore } from '../../server/store/store.ts';
import { createWorld } from '../support/world.ts';

const dayMs = 86_400_000;

void test('once a Danish day every chain’s end is kept outside the database, and a cut tail is found by it', async () => {
  const world = await createWorld();
  await (await world.login()).register({}, randomUUID());
  let file = '';
  let logged = '';
  let passed = 0;
  const anchor = createAnchoring({
    store: world.store,
    now: () => instant(world.now() + passed),
    log: createLog({ write: (line) => void (logged += line) }),
    append: (line) => Promise.resolve(void (file += line)),
  });
  await anchor();
  await anchor();
  const anchors = (): Anchor[] =>
    file
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Anchor);
  assert.deepEqual(
    anchors()
      .map(({ tenant }) => tenant)
      .sort(),
    ['eksempelby', 'national', 'proevestad'],
  );
  await (await world.login()).register({}, randomUUID());
  passed = dayMs;
  await anchor();
  assert.equal(anchors().length, 6);
  assert.equal(logged.match(/audit_anchor/g)?.length, 6);
  assert.doesNotMatch(file + logged, /2512489996|Mette/);

  const tenant = world.store.forTenant(tenantId('eksempelby'));
  const whole = await verifyChain(tenant, 'eksempelby', file);
  assert.deepEqual([whole.broken, whole.anchors, whole.missing], [null, 2, null]);

  // Attack: whoever has the database cuts the newest entries off and sets the head back; the chain that is left is whole.
  const last =
    anchors()
      .filter((one) => one.tenant === 'eksempelby')
      .at(-1)?.sequence ?? 0;
  const cut: Pick<TenantStore, 'verifyAudit' | 'audit' | 'loadSettings'> = {
    loadSettings: () => tenant.loadSettings(),
    verifyAudit: () => Promise.resolve({ entries: last - 1, broken: null, head: 'x' }),
    audit: {
      ...tenant.audit,
      hashAt: (sequence) => (sequence >= last ? Promise.resolve(null) : tenant.audit.hashAt(sequence)),
    },
  };
  assert.deepEqual(await verifyChain(cut, 'eksempelby', file), {
    entries: last - 1,
    broken: null,
    anchors: 1,
    missing: last,
  });

  // Attack: the tail is cut and written anew, as long as before.
  const forged: typeof cut = {
    ...cut,
    audit: {
      ...tenant.audit,
      hashAt: (sequence) => (sequence === last ? Promise.resolve('forged') : tenant.audit.hashAt(sequence)),
    },
  };
  assert.equal((await verifyChain(forged, 'eksempelby', file)).missing, last);
  await world.close();
});

void test('an anchor that could not be kept is tried again', async () => {
  const world = await createWorld();
  let fails = true;
  const lines: string[] = [];
  const anchor = createAnchoring({
    ...{ store: world.store, now: world.now, log: () => undefined },
    append: (line) => (fails ? Promise.reject(new Error('full')) : Promise.resolve(void lines.push(line))),
  });
  await assert.rejects(anchor());
  fails = false;
  await anchor();
  assert.equal(lines.length, 3);
  await world.close();
});
