import type { Blurring } from './domain/blurring.ts';
import type { Decided } from './domain/decide.ts';
import { evolve } from './domain/event.ts';
import type { ActorId, BlurringId, CitizenRef, Cpr, Instant } from './domain/ids.ts';
import { changedIntents } from './domain/register-intent.ts';
import { AppError, appError } from './errors.ts';
import type { CitizenState, TenantStore } from './store/store.ts';

/** Who asks, for whom, and how the same request is known again. */
export type CommandContext = {
  store: TenantStore;
  citizen: CitizenRef;
  /** Opened only when the citizen is new to the municipality. */
  openCpr: () => Promise<Cpr | null>;
  /** The citizen's initials, where the door told the name; kept when the citizen is new. */
  openInitials?: () => Promise<string | null>;
  actor: ActorId | null;
  session: string | null;
  now: Instant;
  /** Absent for the clock. `requestHash` tells a repeat from another request under the same key. */
  idempotency: { key: string; requestHash: string } | null;
};

export type Command = {
  /** The registration the command is about. */
  blurring: BlurringId;
  reasonText: string | null;
  /** Why, where the change asks for it. */
  note?: string;
  decide: (state: CitizenState) => Decided;
};

/** What the command left behind. `woke` tells whether the register has to hear of it. */
export type CommandResult = {
  blurring: BlurringId;
  repeated: boolean;
  after: Blurring | undefined;
  woke: boolean;
};

/** A citizen's registrations can change between load and commit; more than a few times in a row is no longer chance. */
const mostTries = 10;

/**
 * Load → decide → commit: the only path that changes a registration. Refusals are thrown as `AppError`; a repeat of a request
 * answers with what the first one made, however often it comes (promise P5).
 */
export const runCommand = async (context: CommandContext, command: Command): Promise<CommandResult> => {
  const { store, citizen, now, actor, session, idempotency } = context;
  const [used, loaded] = await Promise.all([
    idempotency && actor ? store.findIdempotent(actor, idempotency.key) : undefined,
    store.loadCitizen(citizen),
  ]);
  if (used) return repeat(used, idempotency?.requestHash ?? '');
  for (let tries = 0, state = loaded; tries < mostTries; tries += 1) {
    if (tries > 0) state = await store.loadCitizen(citizen);
    const decided = command.decide(state);
    if ('refused' in decided) throw new AppError(decided.refused);
    const before = state.blurrings.find((one) => one.id === command.blurring);
    const after = decided.events.reduce<Blurring | undefined>(evolve, before);
    const others = state.blurrings.filter((one) => one.id !== command.blurring);
    const wake = after ? changedIntents(state.blurrings, [...others, after], now) : [];
    const outcome = await store.commit({
      citizen,
      cpr: state.revision === 0 ? await context.openCpr() : null,
      initials: state.revision === 0 ? ((await context.openInitials?.()) ?? null) : null,
      note: command.note ?? null,
      expectedRevision: state.revision,
      now,
      actor,
      session,
      events: decided.events,
      changed: after && decided.events.length > 0 ? [after] : [],
      reasonText:
        command.reasonText === null ? null : { blurring: command.blurring, text: command.reasonText },
      wake,
      idempotency: idempotency && { ...idempotency, blurring: command.blurring },
    });
    if (outcome.kind === 'committed') {
      return {
        blurring: command.blurring,
        repeated: false,
        after,
        woke: after?.cvrs.every((cvr) => wake.includes(cvr)) ?? false,
      };
    }
    if (outcome.kind === 'repeated') return repeat(outcome, idempotency?.requestHash ?? '');
  }
  throw appError('conflict');
};

const repeat = (used: { requestHash: string; blurring: BlurringId }, requestHash: string): CommandResult => {
  if (used.requestHash !== requestHash) throw appError('idempotency_key_reused');
  return { blurring: used.blurring, repeated: true, after: undefined, woke: false };
};
