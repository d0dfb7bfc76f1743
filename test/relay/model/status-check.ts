import type { Instant } from '../../../server/domain/ids.ts';
import { statusOf } from '../../../server/domain/status.ts';
import type { StoredBlurring } from '../../../server/store/store.ts';
import type { Register } from './register.ts';

/** What is wrong with showing a citizen's registrations as they are shown, next to what the register has heard and holds. */
export const statusProblems = (
  stored: readonly StoredBlurring[],
  cpr: string,
  register: Register,
  now: Instant,
): string[] => {
  const shown = stored.filter(
    ({ blurring, deliveries }) => statusOf(blurring, deliveries, now) === 'in_force',
  );
  const entries = shown.flatMap(({ blurring }) =>
    blurring.cvrs.map((cvr) => ({ cvr, endsAt: blurring.endsAt })),
  );
  return entries.flatMap(({ cvr, endsAt }) => {
    const carried = register.ledger.some(
      (one) => one.cvr === cvr && one.cpr === cpr && one.appliedAt !== null && one.end >= endsAt,
    );
    if (!carried) return ['shown as in force, and the register never heard of it'];
    // A call that lands after its sender gave it up may undo a newer one until the repeat: the risk the register leaves.
    const held = register.held(cvr, cpr);
    const less = held !== undefined && !held.appliedLate && held.end < endsAt;
    return less ? ['shown as in force, and the register holds less'] : [];
  });
};
