import assert from 'node:assert/strict';
import { runCommand } from '../../../server/command.ts';
import {
  endBlurring,
  expireBlurring,
  registerBlurring,
  renewBlurring,
  type Decided,
} from '../../../server/domain/decide.ts';
import { actorId, blurringId } from '../../../server/domain/ids.ts';
import { AppError } from '../../../server/errors.ts';
import type { Remembered } from './history.ts';
import type { World } from './world.ts';

const by = actorId('actor-1');
const policy = { defaultDays: 30, maxDays: 90, reasonText: 'off', acknowledgement: false } as const;

export type Change =
  | { what: 'register'; tenant: number; person: number; cvrs: number; days: number }
  | { what: 'renew'; which: number; days: number }
  | { what: 'end' | 'expire'; which: number };

/** Runs one change as the server does, and remembers what it was told. */
export const change = async (world: World, asked: Change): Promise<void> => {
  const { registrations } = world.history;
  const target = asked.what === 'register' ? undefined : registrations[asked.which % registrations.length];
  const place = asked.what === 'register' ? asked : target;
  const tenant = world.municipalities[place?.tenant ?? 0];
  const person = tenant?.people[(place?.person ?? 0) % 2];
  if (!place || !tenant || !person) return;
  const now = world.clock.now();
  const id = blurringId(target?.id ?? world.newId());
  const { cpr, citizen } = person;
  let decided: Decided = { events: [] };
  try {
    await runCommand(
      {
        store: tenant.store,
        citizen,
        openCpr: () => Promise.resolve(cpr),
        actor: by,
        session: null,
        now,
        idempotency: null,
      },
      {
        blurring: id,
        reasonText: null,
        decide: ({ blurrings }) => {
          if (asked.what === 'register') {
            // One CVR number, the other one, or both, where there are two.
            const cvrs = tenant.cvrs.filter((_, index) => tenant.cvrs.length === 1 || asked.cvrs !== index);
            const command = { id, citizen, by, days: asked.days, cvrs, reason: 'threat', text: null };
            const rules = { policy, reasons: ['threat'], allowedCvrs: tenant.cvrs, guidelinesVersion: 1 };
            return (decided = registerBlurring(
              { ...command, unit: null, acknowledgedGuidelines: null },
              rules,
              now,
            ));
          }
          const found = blurrings.find((one) => one.id === id);
          assert.ok(found, 'an acknowledged registration is not there any more');
          if (asked.what === 'renew')
            return (decided = renewBlurring(found, { by, days: asked.days }, policy, now));
          return (decided =
            asked.what === 'end' ? endBlurring(found, { by }, now) : expireBlurring(found, now));
        },
      },
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    assert.ok(target && !inForce(target, now), `refused with ${error.refusal.code}`);
    return;
  }
  assert.ok(!target || asked.what === 'expire' || inForce(target, now), 'an ended registration was changed');
  if ('refused' in decided) return;
  world.history.remember(place.tenant, place.person, decided.events);
  world.checker.onChange(tenant.id);
};

const inForce = ({ ended, endsAt }: Remembered, now: number): boolean => !ended && endsAt > now;
