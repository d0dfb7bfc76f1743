import type { BlurringView, CitizenBlurrings, OpenedSession, SessionContext } from '../../shared/api.ts';
import type { Failure } from '../problems.ts';
import { checkDraft, faultOf, type Draft, type Fault } from './draft.ts';

/** What pressing the confirmation does. */
export type Task = { do: 'register' } | { do: 'renew' | 'end'; blurring: BlurringView };

/** What the form works on once a session is open. */
export type Loaded = {
  context: SessionContext;
  overview: CitizenBlurrings;
  draft: Draft;
  /** Language and errand of the launch; `status` and `extend` look at what exists first. */
  launch?: Partial<Pick<OpenedSession, 'locale' | 'intent'>>;
  /** Attribute or permission: nothing may be changed here. */
  readonly: boolean;
};

/** `retry` says which state a new attempt leads back to. */
export type State =
  | { name: 'idle' | 'loading' | 'context-changed' }
  | { name: 'existing' | 'readonly' | 'ready'; loaded: Loaded }
  | { name: 'invalid'; loaded: Loaded; faults: readonly Fault[] }
  | { name: 'confirming' | 'sending'; loaded: Loaded; task: Task }
  | { name: 'result'; loaded: Loaded; task: Task; blurring: BlurringView }
  | { name: 'offline' | 'error'; failure: Failure; loaded?: Loaded; task?: Task }
  | { name: 'expired'; loaded: Loaded; task?: Task };
export type StateName = State['name'];

export type Event =
  | { type: 'start' | 'reset' | 'contextChanged' }
  | { type: 'add' | 'review' | 'back' | 'confirm' | 'retry' | 'expire' }
  | { type: 'loaded'; loaded: Loaded }
  | { type: 'resumed'; context: SessionContext }
  | { type: 'edit'; draft: Partial<Draft> }
  | { type: 'ask'; task: Task }
  | { type: 'done'; blurring: BlurringView }
  | { type: 'refreshed'; overview: CitizenBlurrings }
  | { type: 'failed'; failure: Failure };

const home = (loaded: Loaded): State => {
  if (loaded.readonly || !loaded.context.permissions.register) return { name: 'readonly', loaded };
  const look = loaded.overview.blurred_until !== null || (loaded.launch?.intent ?? 'create') !== 'create';
  return { name: look ? 'existing' : 'ready', loaded };
};

/** After an answer: the list knows the registration, and what was typed for it is gone. */
const settle = (loaded: Loaded, blurring: BlurringView): Loaded => {
  const others = loaded.overview.blurrings.filter((one) => one.id !== blurring.id);
  const blurrings = [blurring, ...others];
  const ends = blurrings.filter((one) => one.ended === null).map((one) => one.ends_at);
  return {
    ...loaded,
    overview: { blurrings, blurred_until: ends.sort().at(-1) ?? null },
    draft: { ...loaded.draft, reason: '', text: '', acknowledged: false },
  };
};

/** Where a failed or interrupted step continues. */
const resume = (loaded: Loaded, task: Task | undefined): State =>
  task ? { name: 'confirming', loaded, task } : home(loaded);

/** The whole life of the form. Pure; an event that makes no sense in a state changes nothing. */
export const transition = (state: State, event: Event): State => {
  switch (event.type) {
    case 'start':
      return { name: 'loading' };
    case 'reset':
      return { name: 'idle' };
    case 'contextChanged':
      return { name: 'context-changed' };
    case 'failed':
      return failed(state, event.failure);
    case 'loaded':
      return state.name === 'loading' ? home(event.loaded) : state;
    default:
      return 'loaded' in state && state.loaded ? within(state, state.loaded, event) : state;
  }
};

const failed = (state: State, failure: Failure): State => {
  if (failure.code === 'context_changed') return { name: 'context-changed' };
  if (!('loaded' in state) || !state.loaded)
    return { name: failure.code === 'offline' ? 'offline' : 'error', failure };
  // A receipt is never taken away.
  if (state.name === 'result') return state;
  const { loaded } = state;
  const task = 'task' in state ? state.task : undefined;
  const kept = { loaded, ...(task && { task }) };
  if (failure.code === 'session_expired' || failure.code === 'session_required')
    return { name: 'expired', ...kept };
  // A call in the background must not take the form away; nor may trying it again send what nobody confirmed.
  if (state.name !== 'sending') return state.name === 'expired' ? { name: 'error', failure, loaded } : state;
  const fault = faultOf(failure);
  if (fault && task?.do === 'register') return { name: 'invalid', loaded, faults: [fault] };
  return { name: failure.code === 'offline' ? 'offline' : 'error', failure, ...kept };
};

type Inside = Exclude<Event['type'], 'start' | 'reset' | 'contextChanged' | 'failed' | 'loaded'>;

const within = (state: State, loaded: Loaded, event: Extract<Event, { type: Inside }>): State => {
  const task = 'task' in state ? state.task : undefined;
  switch (event.type) {
    case 'add':
      return state.name === 'existing' ? { name: 'ready', loaded } : state;
    case 'edit': {
      const edited = { ...loaded, draft: { ...loaded.draft, ...event.draft } };
      return state.name === 'ready' || state.name === 'invalid' || state.name === 'confirming'
        ? { ...state, loaded: edited }
        : state;
    }
    case 'review': {
      if (state.name !== 'ready' && state.name !== 'invalid') return state;
      const faults = checkDraft(loaded.draft, loaded.context);
      return faults.length > 0
        ? { name: 'invalid', loaded, faults }
        : { name: 'confirming', loaded, task: { do: 'register' } };
    }
    case 'ask':
      return state.name === 'existing' || state.name === 'readonly' || state.name === 'result'
        ? { name: 'confirming', loaded, task: event.task }
        : state;
    case 'back':
      return state.name === 'sending'
        ? state
        : task?.do === 'register'
          ? { name: 'ready', loaded }
          : home(loaded);
    case 'confirm':
      return state.name === 'confirming' ? { name: 'sending', loaded, task: state.task } : state;
    case 'retry':
      if (state.name !== 'error' && state.name !== 'offline') return state;
      return task ? { name: 'sending', loaded, task } : home(loaded);
    case 'done':
      return (state.name === 'sending' || state.name === 'result') && task
        ? { name: 'result', loaded: settle(loaded, event.blurring), task, blurring: event.blurring }
        : state;
    case 'refreshed': {
      const fresh = { ...loaded, overview: event.overview };
      return state.name === 'existing' || state.name === 'readonly' ? home(fresh) : state;
    }
    case 'expire':
      // A receipt stays readable; what is being sent renews the session by itself.
      return state.name === 'sending' || state.name === 'result'
        ? state
        : { name: 'expired', loaded, ...(task && { task }) };
    case 'resumed': {
      if (state.name !== 'expired') return state;
      const fresh = { ...loaded, context: event.context };
      return task?.do === 'register' || !task ? { name: 'ready', loaded: fresh } : resume(fresh, task);
    }
  }
};
