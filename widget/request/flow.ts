import type { BlurringView, CitizenBlurrings, OpenedSession, SessionContext } from '../../shared/api.ts';
import type { ReasonTextPolicy } from '../../shared/blurring.ts';
import type { Environment } from '../environment.ts';
import { createPoller, type Poller } from '../polling.ts';
import { createSession, type TokenProvider } from '../session.ts';
import { transition, type Event, type Loaded, type State, type Task } from './machine.ts';

/** What the host may narrow; the server's policy is the outer limit. */
export type HostLimits = {
  maxDays?: number | undefined;
  defaultDays?: number | undefined;
  reason?: ReasonTextPolicy | undefined;
  readonly: boolean;
};

export type FlowOptions = {
  apiBase: string;
  tokenProvider: TokenProvider;
  environment: Environment;
  limits: HostLimits;
  /** The last word before something is sent; false keeps the confirmation. */
  mayRegister: (days: number) => boolean;
  onState: (from: State, to: State) => void;
  onExpiring: (secondsLeft: number) => void;
};

export type Flow = {
  state: () => State;
  apply: (event: Event) => void;
  /** Opens a new session after the old one ended; what was typed is still there. */
  resume: () => Promise<void>;
  keepAlive: () => Promise<void>;
  refresh: () => Promise<void>;
  /** The network or the page is back. */
  wake: () => void;
  /** Forgets the citizen, the bearer and everything typed. Late answers are ignored. */
  stop: () => void;
};

/**
 * One citizen's form from start to receipt: runs the machine and does what its states ask for. A new citizen gets a new flow,
 * so nothing can pass from one to the next.
 */
export const createFlow = (options: FlowOptions): Flow => {
  const { environment } = options;
  const alive = new AbortController();
  let state: State = { name: 'idle' };
  let poller: Poller | undefined;
  let sent = { body: '', key: '' };
  const session = createSession({
    ...options,
    signal: alive.signal,
    onExpired: () => apply({ type: 'expire' }),
  });

  const apply = (event: Event): void => {
    if (alive.signal.aborted) return;
    const before = state;
    if (
      event.type === 'confirm' &&
      before.name === 'confirming' &&
      !options.mayRegister(before.loaded.draft.days)
    )
      return;
    // Nothing to go back to: the first answers never came.
    const lost = event.type === 'retry' && !('loaded' in before && before.loaded);
    state = transition(before, lost ? { type: 'start' } : event);
    if (state === before) return;
    if (state.name !== 'result') endPolling();
    options.onState(before, state);
    if (state.name === 'loading') void load();
    if (state.name === 'sending') void submit(state.loaded, state.task);
    if (state.name === 'result') follow(state.blurring);
    if (state.name === 'context-changed') session.end();
  };

  const load = async (): Promise<void> => {
    const opened = await session.open('start');
    if (!opened.ok) return apply({ type: 'failed', failure: opened.failure });
    const overview = await session.send<CitizenBlurrings>({ method: 'GET', path: '/v1/citizen' });
    if (!overview.ok) return apply({ type: 'failed', failure: overview.failure });
    apply({ type: 'loaded', loaded: prepare(opened.value, overview.value) });
  };

  const prepare = (opened: OpenedSession, overview: CitizenBlurrings): Loaded => {
    const { intent, locale } = opened;
    const context = narrow(opened.context, options.limits);
    const { cvrs } = context.municipality;
    const chosen = cvrs.filter((one) => one.selected);
    return {
      context,
      overview,
      launch: { intent, ...(locale && { locale }) },
      readonly: options.limits.readonly,
      draft: {
        reason: '',
        text: '',
        days: context.policy.default_days,
        cvrs: (chosen.length > 0 ? chosen : cvrs.slice(0, 1)).map((one) => one.cvr),
        acknowledged: false,
      },
    };
  };

  const submit = async (loaded: Loaded, task: Task): Promise<void> => {
    const { path, body } = requestOf(loaded, task);
    const text = path + JSON.stringify(body);
    // The same words get the same key, so pressing again after a lost answer cannot make a second registration.
    if (sent.body !== text) sent = { body: text, key: environment.newKey() };
    const reply = await session.send<BlurringView>({ method: 'POST', path, body, key: sent.key });
    if (reply.ok) sent = { body: '', key: '' };
    apply(reply.ok ? { type: 'done', blurring: reply.value } : { type: 'failed', failure: reply.failure });
  };

  const follow = (blurring: BlurringView): void => {
    if (isSettled(blurring)) return endPolling();
    poller ??= createPoller(environment, async () => {
      const reply = await session.send<BlurringView>({ method: 'GET', path: `/v1/blurrings/${blurring.id}` });
      if (reply.ok) apply({ type: 'done', blurring: reply.value });
      else if (reply.failure.code === 'context_changed') apply({ type: 'contextChanged' });
      return !reply.ok || !isSettled(reply.value);
    });
  };

  const endPolling = (): void => {
    poller?.stop();
    poller = undefined;
  };

  return {
    state: () => state,
    apply,
    resume: async () => {
      const opened = await session.open('expired');
      if (!opened.ok) return apply({ type: 'failed', failure: opened.failure });
      apply({ type: 'resumed', context: narrow(opened.value.context, options.limits) });
    },
    keepAlive: async () => {
      const reply = await session.keepAlive();
      if (!reply.ok) apply({ type: 'failed', failure: reply.failure });
    },
    refresh: async () => {
      const reply = await session.send<CitizenBlurrings>({ method: 'GET', path: '/v1/citizen' });
      apply(
        reply.ok ? { type: 'refreshed', overview: reply.value } : { type: 'failed', failure: reply.failure },
      );
    },
    wake: () => {
      if (!environment.online()) return;
      if (state.name === 'offline') apply({ type: 'retry' });
      poller?.wake();
    },
    stop: () => {
      alive.abort();
      endPolling();
      session.end();
      state = { name: 'idle' };
    },
  };
};

/** Nothing more will happen to it by itself. */
const isSettled = ({ status, ended }: BlurringView): boolean =>
  status === 'in_force' || (status === 'ended' && ended?.national !== false);

const requestOf = ({ draft, context }: Loaded, task: Task): { path: string; body: object } => {
  const citizen_key = context.citizen.key;
  if (task.do !== 'register')
    return {
      path: `/v1/blurrings/${task.blurring.id}/${task.do}`,
      body: task.do === 'end' ? { citizen_key } : { days: draft.days, citizen_key },
    };
  const text = context.policy.reason_text === 'off' ? '' : draft.text.trim();
  return {
    path: '/v1/blurrings',
    body: {
      days: draft.days,
      reason: { category: draft.reason, ...(text && { text }) },
      ...(draft.cvrs.length > 0 && { cvrs: draft.cvrs }),
      ...(draft.acknowledged && { acknowledged_guidelines: context.guidelines.version }),
      citizen_key,
    },
  };
};

const narrow = (context: SessionContext, { maxDays, defaultDays, reason }: HostLimits): SessionContext => {
  const { policy } = context;
  const max_days = Math.min(policy.max_days, maxDays || Infinity);
  const open = policy.reason_text === 'optional' && reason;
  return {
    ...context,
    policy: {
      ...policy,
      max_days,
      default_days: Math.min(defaultDays || policy.default_days, max_days),
      reason_text: open || policy.reason_text,
    },
  };
};
