import { randomUUID } from 'node:crypto';
import { runCommand } from '../../server/command.ts';
import { registerBlurring } from '../../server/domain/decide.ts';
import { actorId, blurringId, cpr, type Cvr, type Instant, type TenantId } from '../../server/domain/ids.ts';
import type { Store } from '../../server/store/store.ts';

/** Most registrations decided side by side: what one transaction takes. */
const together = 64;

type Backlog = {
  store: Store;
  tenant: TenantId;
  cvr: Cvr;
  now: () => Instant;
  /** CPR numbers, one registration each. */
  people: readonly string[];
};

/** Registers a blurring for each of them by the server's own command, without the HTTP in front of it. */
export const registerAll = async ({ store, tenant: id, cvr, now, people }: Backlog): Promise<void> => {
  const tenant = store.forTenant(id);
  const by = actorId('actor-1');
  const policy = { defaultDays: 90, maxDays: 90, reasonText: 'off', acknowledgement: false } as const;
  const rules = { policy, reasons: ['threat'], allowedCvrs: [cvr], guidelinesVersion: 1 };
  const one = async (number: string, days: number): Promise<void> => {
    const citizen = await tenant.citizenRef(cpr(number));
    const blurring = blurringId(randomUUID());
    const asked = { id: blurring, citizen, by, days, cvrs: [cvr], reason: 'threat', text: null };
    await runCommand(
      {
        ...{ store: tenant, citizen, actor: by, session: null, now: now(), idempotency: null },
        openCpr: () => Promise.resolve(cpr(number)),
      },
      {
        blurring,
        reasonText: null,
        decide: () => registerBlurring({ ...asked, unit: null, acknowledgedGuidelines: null }, rules, now()),
      },
    );
  };
  for (let done = 0; done < people.length; done += together) {
    const company = people.slice(done, done + together);
    await Promise.all(company.map((number, index) => one(number, 1 + ((done + index) % 90))));
  }
};
