import { z } from 'zod';
import { commonRetention, cutoffsAt } from '../domain/retention.ts';
import type { TenantStore } from '../store/store.ts';

const AnchorLine = z.object({
  at: z.iso.datetime(),
  tenant: z.string().min(1).max(40),
  sequence: z.int().min(1),
  hash: z.string().min(1).max(64),
});

/** What a walk of one municipality's chain found. `anchors` counts those that fit; `missing` names the first that does not. */
export type Verified = { entries: number; broken: number | null; anchors: number; missing: number | null };

/** Walks the chain, and compares it with the anchors that were kept elsewhere: a cut tail is a whole chain, only shorter. */
export const verifyChain = async (
  tenant: Pick<TenantStore, 'verifyAudit' | 'audit' | 'loadSettings'>,
  id: string,
  anchorFile: string,
): Promise<Verified> => {
  const { entries, broken } = await tenant.verifyAudit();
  const anchors = anchorFile
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => AnchorLine.parse(JSON.parse(line)))
    .filter((one) => one.tenant === id);
  const closed = await tenant.audit.closed();
  const retention = (await tenant.loadSettings())?.retention ?? commonRetention;
  // Attack: entries are called over their time, and removed, before it. An anchor that is younger than what may go finds it.
  const mayBeGone = closed ? cutoffsAt(retention, closed.at).audit : 0;
  let fitting = 0;
  for (const { at, sequence, hash } of anchors) {
    if (closed && sequence <= closed.through && Date.parse(at) < mayBeGone) {
      fitting += 1;
      continue;
    }
    if ((await tenant.audit.hashAt(sequence)) !== hash)
      return { entries, broken, anchors: fitting, missing: sequence };
    fitting += 1;
  }
  return { entries, broken, anchors: fitting, missing: null };
};
