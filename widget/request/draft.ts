import type { SessionContext } from '../../shared/api.ts';
import { refused, type Failure } from '../problems.ts';

/** What the person has typed; it survives errors and the end of the session. */
export type Draft = {
  reason: string;
  text: string;
  days: number;
  cvrs: readonly string[];
  acknowledged: boolean;
};

export type Field = 'reason' | 'text' | 'days' | 'cvrs' | 'acknowledged';
/** One thing to correct. `limit` is the largest value allowed, where there is one. */
export type Fault = { field: Field; wrong: 'missing' | 'range' | 'characters' | 'refused'; limit?: number };

/** What the person must correct, in reading order. The server checks everything again. */
export const checkDraft = (draft: Draft, { policy, municipality }: SessionContext): Fault[] => {
  const faults: Fault[] = [];
  const limit = policy.max_days;
  if (!draft.reason) faults.push({ field: 'reason', wrong: 'missing' });
  if (policy.reason_text === 'required' && !draft.text.trim())
    faults.push({ field: 'text', wrong: 'missing' });
  if (draft.text.length > policy.reason_text_limit)
    faults.push({ field: 'text', wrong: 'range', limit: policy.reason_text_limit });
  if (!Number.isInteger(draft.days) || draft.days < 1 || draft.days > limit)
    faults.push({ field: 'days', wrong: 'range', limit });
  if (municipality.cvrs.length > 0 && draft.cvrs.length === 0)
    faults.push({ field: 'cvrs', wrong: 'missing' });
  if (policy.acknowledgement && !draft.acknowledged) faults.push({ field: 'acknowledged', wrong: 'missing' });
  return faults;
};

/** The field a refusal of the server is about, if it is about one the person can see. */
export const faultOf = ({ code, limits }: Failure): Fault | undefined => {
  const [field, wrong] = (refused[code]?.split('_') ?? []) as [Field?, Fault['wrong']?];
  const limit = limits?.['maxDays'] ?? limits?.['maxLength'];
  return field && wrong && { field, wrong, ...(limit && { limit }) };
};
