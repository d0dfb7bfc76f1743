import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { actorId, cvr, orgBlurringId, tenantId, type OrgBlurringId } from '../../server/domain/ids.ts';
import {
  approveOrgBlurring,
  proposeOrgBlurring,
  removeOrgBlurring,
} from '../../server/domain/org-blurring.ts';
import type { OrgDecided } from '../../server/domain/org-blurring.ts';
import { orgStatusOf } from '../../server/domain/org-status.ts';
import type { IdsasOutcome } from '../../server/idsas/client.ts';
import { deliverDueDepartments } from '../../server/relay/departments.ts';
import { createWorld, type World } from '../support/world.ts';

/** What can become of a call; `late`: it lands minutes after its time-out, when something else may have been sent. */
const fates = ['delivered', 'lost_reply', 'lost_call', 'late', 'retry'] as const;
type Fate = (typeof fates)[number];
type Step = { kind: 'change' } | { kind: 'call'; fate: Fate } | { kind: 'wait'; minutes: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.constant<Step>({ kind: 'change' }),
    fc.constantFrom(...fates).map((fate): Step => ({ kind: 'call', fate })),
    fc.integer({ min: 1, max: 4 }).map((minutes): Step => ({ kind: 'wait', minutes })),
  ),
  { maxLength: 14 },
);

const minute = 60_000;
const by = (name: string) => ({ actor: actorId(name), uuid: null });
const who = { actor: actorId('anna'), session: 's' };
const hospital = cvr('29190623');

let world: World;
before(async () => void (world = await createWorld()));
after(() => world.close());
let codes = 2_000;

/**
 * Calls time out, get lost on their way or back, and land late; people approve and remove in between. In the end the register holds what was
 * last decided, and on the way nothing is called in force that was never answered OK.
 */
test('whatever becomes of calls, the register ends as was last decided', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const { departments } = world.store.forTenant(tenantId('eksempelby'));
      const code = String(++codes);
      let inRegister = false;
      let answered = 0;
      const landing: (() => void)[] = [];
      let fate: Fate = 'delivered';
      const call = (blurred: boolean) => (): Promise<IdsasOutcome> => {
        const land = (): void => void (inRegister = blurred);
        if (fate === 'delivered' || fate === 'lost_reply') land();
        if (fate === 'late') landing.push(land);
        if (fate === 'retry') return Promise.resolve({ kind: 'retry', code: 'busy' });
        if (fate !== 'delivered') return Promise.resolve({ kind: 'unknown', code: 'network_timeout' });
        if (blurred) answered += 1;
        return Promise.resolve({ kind: 'delivered', messageId: 'm' });
      };
      const deliver = (limit = 1) => {
        let left = limit;
        return deliverDueDepartments(
          {
            ...{ outbox: world.store.departments, now: world.now, random: () => 0.5, newId: randomUUID },
            ...{ idsas: { createOrgBlurring: call(true), removeOrgBlurring: call(false) } },
            ...{ log: () => undefined, callTimeoutMs: 20_000 },
          },
          () => left-- > 0,
        );
      };
      const commit = async (decided: OrgDecided, expectedRevision: number, documentation?: string) => {
        assert.ok('after' in decided);
        const change = { ...decided, expectedRevision, by: who, now: world.now() };
        const whole = documentation === undefined ? change : { ...change, documentation };
        assert.equal(await departments.commit(whole), 'committed');
        return decided.after;
      };
      let current: OrgBlurringId | undefined;
      let answeredBefore = 0;
      const change = async (): Promise<void> => {
        const at = world.now();
        const found = current && (await departments.find(current))?.department;
        if (found) {
          await commit(
            removeOrgBlurring(found, { by: by('anna'), at, revision: found.revision }, 'Ovre.'),
            found.revision,
          );
          current = undefined;
          return;
        }
        const id = orgBlurringId(randomUUID());
        const named = { id, cvr: hospital, classification: 'SHAK' as const, code, name: 'Enheden' };
        const proposed = await commit(
          proposeOrgBlurring({ ...named, documentation: 'Trusler.', by: by('anna'), at }, [hospital]),
          0,
          'Trusler.',
        );
        await commit(approveOrgBlurring(proposed, { by: by('bo'), at, revision: 1 }, 12), 1);
        current = id;
        answeredBefore = answered;
      };

      await change();
      for (const step of sequence) {
        if (step.kind === 'change') await change();
        else if (step.kind === 'call') {
          fate = step.fate;
          await deliver();
        } else {
          world.pass(step.minutes * minute);
          landing.shift()?.();
        }
        const shown = current && (await departments.find(current));
        if (shown && orgStatusOf(shown.department, shown.delivery, world.now()).status === 'in_force')
          assert.ok(answered > answeredBefore, 'in force without an answer');
      }
      // What is late has landed within the ten minutes after which it is repeated; then the register is well.
      fate = 'delivered';
      await deliver(100);
      for (const land of landing.splice(0)) land();
      for (let round = 0; round < 6; round += 1) {
        world.pass(16 * minute);
        await deliver(100);
      }
      assert.equal(inRegister, current !== undefined);
      assert.equal(await world.store.departments.nextDueAt(), null);
      if (current) await change();
      await deliver(100);
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) },
  );
});
