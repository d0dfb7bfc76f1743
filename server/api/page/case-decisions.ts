import { createHash } from 'node:crypto';
import type { Handler } from 'hono';
import { DecideRequest, type DecisionResult, type DecisionResults } from '../../../shared/cases-api.ts';
import type { Blurring } from '../../domain/blurring.ts';
import {
  confirmBlurring,
  endSeen,
  rejectBlurring,
  renewSeen,
  isWithin,
  type Decider,
} from '../../domain/casework.ts';
import type { Decided } from '../../domain/decide.ts';
import { refuse } from '../../domain/errors.ts';
import { blurringId, type BlurringId, type Instant } from '../../domain/ids.ts';
import { effectivePolicy, type EffectivePolicy } from '../../domain/policy.ts';
import { runCommand } from '../../command.ts';
import { AppError, appError } from '../../errors.ts';
import type { CaseRow } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { idempotencyKeyOf } from '../idempotency-key.ts';
import { toLine } from './case-view.ts';
import type { PageEnv, Visitor } from './context.ts';
import { lookerOf } from './looker.ts';

const bodyLimit = 32_768;
/** Citizens decided on at once; their commits share transactions. */
const together = 16;

type Item = { id: BlurringId; revision: number };

/** What the person saw is no longer so: they are shown what is. */
const changedCodes = new Set(['changed_meanwhile', 'already_decided', 'already_ended']);

/** What is wrong with the request itself. */
const requestCodes = new Set<string>([
  'note_required',
  'reason_text_too_long',
  'reason_text_control_characters',
  'period_over_policy',
]);

const decisionOf = (
  request: DecideRequest,
  decider: Decider,
  policy: EffectivePolicy,
  now: Instant,
): ((blurring: Blurring, revision: number) => Decided) => {
  const { decision, note = '', days = policy.defaultDays } = request;
  return (blurring, revision) => {
    if (decision === 'confirm') return confirmBlurring(blurring, decider, { revision }, now);
    if (decision === 'reject') return rejectBlurring(blurring, decider, { revision, note }, now);
    if (decision === 'end') return endSeen(blurring, decider, { revision, note }, now);
    return renewSeen(blurring, decider, { revision, note, days }, policy, now);
  };
};

/** Runs the work over all, a few at a time. */
const each = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: together }, worker));
};

/**
 * `POST /page/cases/decide`: one decision on one or many registrations. Each stands by itself: what cannot be decided says why, and keeps
 * none of the others. Two registrations of one citizen follow one another, since each commit is made on the revision the last one left.
 */
export const decideCases =
  (deps: AppDeps): Handler<PageEnv> =>
  async (c) => {
    const visitor: Visitor = c.get('visitor');
    const request = await readBody(c, DecideRequest, bodyLimit);
    const key = idempotencyKeyOf(c);
    const looker = await lookerOf(deps, c);
    const { settings, now, own } = looker;
    deps.changes(visitor.actor, now);
    const tenant = deps.store.forTenant(visitor.tenant);
    const policy = effectivePolicy(settings.policies, settings.limits, now);
    const decider = { by: visitor.actor, own, units: visitor.decides };
    const decide = decisionOf(request, decider, policy, now);
    const hash = createHash('sha256').update(JSON.stringify({ ...request, items: [] }));
    const requestHash = hash.digest('base64url');

    const refusals = new Map<BlurringId, AppError>();
    const decideOne = async (row: CaseRow, { id, revision }: Item): Promise<void> => {
      const context = {
        ...{ store: tenant, citizen: row.blurring.citizen, openCpr: () => Promise.resolve(null) },
        ...{ actor: visitor.actor, session: visitor.session, now },
        idempotency: { key: `${key}.${id}`, requestHash },
      };
      const note = request.decision === 'confirm' ? {} : { note: request.note ?? '' };
      try {
        await runCommand(context, {
          ...{ blurring: id, reasonText: null, ...note },
          decide: (state) => {
            const found = state.blurrings.find((one) => one.id === id);
            return found ? decide(found, revision) : { refused: refuse('not_found') };
          },
        });
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        refusals.set(id, thrown);
      }
    };

    const items = request.items.map((one) => ({ ...one, id: blurringId(one.id) }));
    const ids = items.map(({ id }) => id);
    const rows = new Map((await tenant.cases.find(ids, false)).map((row) => [row.blurring.id, row]));
    const citizens = Map.groupBy(items, ({ id }) => rows.get(id)?.blurring.citizen);
    await each([...citizens.values()], async (ofOne) => {
      for (const item of ofOne) {
        const row = rows.get(item.id);
        if (row) await decideOne(row, item);
        else refusals.set(item.id, appError('not_found'));
      }
    });
    // Note and period are one for all, so a wrong one is the request's fault and no item's.
    const ofRequest = [...refusals.values()].find(({ refusal }) => requestCodes.has(refusal.code));
    if (ofRequest && refusals.size === items.length) throw ofRequest;
    const after = new Map((await tenant.cases.find(ids, true)).map((row) => [row.blurring.id, row]));
    const results = ids.map((id): DecisionResult => {
      const code = refusals.get(id)?.refusal.code ?? null;
      const row = after.get(id);
      const outcome = code === null ? 'done' : changedCodes.has(code) ? 'changed' : 'refused';
      return {
        id,
        outcome,
        code,
        case: row && isWithin(visitor.decides, row.blurring) ? toLine(row, looker) : null,
      };
    });
    return c.json({ results } satisfies DecisionResults);
  };
