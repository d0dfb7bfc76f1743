import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { runCommand } from '../../server/command.ts';
import { registerBlurring } from '../../server/domain/decide.ts';
import { actorId, blurringId, cpr, cvr, instant, tenantId } from '../../server/domain/ids.ts';
import { openStore } from '../../server/store/open.ts';
import { cprOf } from './system.ts';

/** Registers for so many further citizens through the server's own command and store, without HTTP: only the backlog is wanted. */
export const fillBacklog = async (
  folder: string,
  database: string,
  from: number,
  keys: number,
): Promise<void> => {
  const masterKey = Buffer.from(readFileSync(join(folder, 'master.key'), 'utf8'), 'base64');
  const store = await openStore({ url: database, masterKey, newId: randomUUID, random: randomBytes });
  const tenant = store.forTenant(tenantId('bench'));
  const by = actorId('bench');
  const cvrs = [cvr('29190623')];
  const policy = { defaultDays: 90, maxDays: 90, reasonText: 'off', acknowledgement: false } as const;
  const rules = { policy, reasons: ['threat'], allowedCvrs: cvrs, guidelinesVersion: 1 };
  const one = async (number: number): Promise<void> => {
    const now = instant(Date.now());
    const citizen = await tenant.citizenRef(cpr(cprOf(number)));
    const id = blurringId(randomUUID());
    const asked = {
      id,
      citizen,
      by,
      days: 90,
      cvrs,
      reason: 'threat',
      text: null,
      unit: null,
      acknowledgedGuidelines: null,
    };
    await runCommand(
      {
        ...{ store: tenant, citizen, now, session: null, idempotency: null },
        openCpr: () => Promise.resolve(cpr(cprOf(number))),
        actor: by,
      },
      { blurring: id, reasonText: null, decide: () => registerBlurring(asked, rules, now) },
    );
  };
  for (let done = 0; done < keys; done += 64)
    await Promise.all(
      Array.from({ length: Math.min(64, keys - done) }, (_, index) => one(from + done + index)),
    );
  await store.close();
};
