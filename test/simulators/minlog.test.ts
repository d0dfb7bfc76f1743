import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Department } from '../../server/idsas/client.ts';
import { aCall, DAY, EKSEMPELBY } from '../idsas/national.ts';
import { past, startRegister, startView } from './minlog-start.ts';

const CODE = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const EMERGENCY: Department = { id: '130101A', classification: 'SHAK' };

const start = async (t: TestContext) => {
  const register = await startRegister(t);
  return { ...register, ...(await startView(t, register.url)) };
};

test('names of the blurring organisation become codes for that citizen alone, and names again after the end', async (t) => {
  const { national, linesOf } = await start(t);
  const before = await linesOf(1);
  const others = await linesOf(2);
  assert.deepEqual(
    before.filter((line) => line.blurred),
    [],
  );
  assert.ok(before.some((line) => line.staff === 'Søren Ærø Ågård'));

  const client = await national.client();
  await client.createBlurring(aCall({ endDateTime: Date.now() + DAY }));
  const during = await linesOf(1);
  assert.deepEqual(
    during.map((line) => [line.organisation, line.reasons]),
    before.map((line) => [
      line.organisation,
      line.organisation === 'Eksempelby Kommune' ? ['individual'] : [],
    ]),
  );
  for (const line of during) assert.equal(line.blurred, CODE.test(line.staff));
  assert.ok(
    during.some((line) => line.organisation === 'Eksempel Hospital' && line.staff === 'Karen Holmgaard'),
  );
  assert.deepEqual(await linesOf(2), others);

  await national.control({ rejectPastToleranceSeconds: 60 });
  await (await national.client({ endNowOffsetSeconds: -2 })).createBlurring(aCall({ endDateTime: 0 }));
  assert.deepEqual(await linesOf(1), before);
});

test('a line says title, unit with its code, organisation, activity and time', async (t) => {
  const { linesOf } = await start(t);
  const [line] = await linesOf(1);
  const [newest] = past;
  assert.ok(line && newest);
  assert.deepEqual(
    { title: line.title, unit: line.unit, organisation: line.organisation, activity: line.activity },
    { title: newest.title, unit: newest.unit, organisation: newest.organisation, activity: newest.activity },
  );
  assert.ok(Date.parse(line.at) < Date.now());
});

test('staff of a blurred unit are codes towards every citizen, each citizen with another code', async (t) => {
  const { national, linesOf } = await start(t);
  const client = await national.client();
  const ids = () => ({ cvr: EKSEMPELBY, messageId: randomUUID(), flowId: randomUUID() });
  assert.equal((await client.createOrgBlurring({ ...ids(), department: EMERGENCY })).kind, 'delivered');
  const codes = new Set<string>();
  for (const number of [1, 2, 3]) {
    const lines = await linesOf(number);
    for (const line of lines) {
      assert.deepEqual(line.reasons, line.unit.id === EMERGENCY.id ? ['department'] : []);
      assert.equal(line.blurred, CODE.test(line.staff));
      if (line.blurred) codes.add(line.staff);
    }
  }
  assert.equal(codes.size, 3);
  await client.removeOrgBlurring({ ...ids(), department: EMERGENCY });
  assert.ok((await linesOf(1)).every((line) => !line.blurred));
});
