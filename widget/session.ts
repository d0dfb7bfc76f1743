import type { OpenedSession, SessionState } from '../shared/api.ts';
import { call, type Call, type Reply } from './client.ts';
import type { Environment } from './environment.ts';
import type { ErrorCode } from './problems.ts';

/**
 * Gives a fresh context token for the citizen on the screen. Called at start and again when the session has ended
 * (`reason: 'expired'`). Sign the token on your server; never keep it.
 */
export type TokenProvider = (request: {
  reason: 'start' | 'expired';
  signal: AbortSignal;
}) => Promise<string>;

/** Seconds before the end at which the person is asked whether to go on (WCAG 2.2.1). */
const warnBefore = 120;

export type SessionOptions = {
  apiBase: string;
  tokenProvider: TokenProvider;
  environment: Environment;
  signal: AbortSignal;
  onExpiring: (secondsLeft: number) => void;
  onExpired: () => void;
};

export type Session = {
  open: (reason: 'start' | 'expired') => Promise<Reply<OpenedSession>>;
  /** Calls with the bearer; renews the session once through the host when the server says it has ended. */
  send: <T>(request: Omit<Call, 'bearer' | 'signal'>) => Promise<Reply<T>>;
  keepAlive: () => Promise<Reply<SessionState>>;
  /** Ends it at the server and forgets the bearer. */
  end: () => void;
};

const ended = new Set<ErrorCode>(['session_expired', 'session_required']);

/** One session for one citizen. The bearer lives in this closure only: not in storage, a cookie, the DOM or an event. */
export const createSession = (options: SessionOptions): Session => {
  const { apiBase, environment, signal } = options;
  let bearer = '';
  let citizen = '';
  let idle = 0;
  let cancelTimers = (): void => undefined;

  const refuse = (code: ErrorCode): { ok: false; failure: { code: ErrorCode; retryable: boolean } } => ({
    ok: false,
    failure: { code, retryable: code === 'token_provider_failed' },
  });

  const watch = (): void => {
    cancelTimers();
    // Only durations: the clock of a workplace PC may be days off. Where the session ends for good, the next call renews it.
    const warn = Math.min(warnBefore, idle);
    const cancelWarning = environment.after((idle - warn) * 1000, () => options.onExpiring(warn));
    const cancelEnd = environment.after(idle * 1000, () => options.onExpired());
    cancelTimers = () => {
      cancelWarning();
      cancelEnd();
    };
  };

  const open: Session['open'] = async (reason) => {
    let token: string;
    try {
      token = await options.tokenProvider({ reason, signal });
    } catch {
      return refuse('token_provider_failed');
    }
    const reply = await call<OpenedSession>(apiBase, environment, {
      method: 'POST',
      path: '/v1/sessions',
      body: { context_token: token },
      signal,
    });
    if (!reply.ok || signal.aborted) return reply;
    const { key } = reply.value.context.citizen;
    // Wrong patient: the host's new token is about someone else than the form on the screen.
    if (citizen && key !== citizen) return refuse('context_changed');
    citizen = key;
    bearer = reply.value.session_token;
    idle = reply.value.idle_seconds;
    watch();
    return reply;
  };

  const send: Session['send'] = async <T>(request: Omit<Call, 'bearer' | 'signal'>) => {
    const once = (): Promise<Reply<T>> => call<T>(apiBase, environment, { ...request, bearer, signal });
    let reply = await once();
    if (!reply.ok && ended.has(reply.failure.code)) {
      const renewed = await open('expired');
      if (!renewed.ok) return renewed;
      reply = await once();
    }
    if (reply.ok && !signal.aborted) watch();
    return reply;
  };

  return {
    open,
    send,
    keepAlive: async () => {
      const reply = await send<SessionState>({ method: 'GET', path: '/v1/session' });
      if (reply.ok && !signal.aborted) {
        idle = reply.value.idle_seconds;
        watch();
      }
      return reply;
    },
    end: () => {
      cancelTimers();
      if (bearer) void call(apiBase, environment, { method: 'DELETE', path: '/v1/session', bearer });
      bearer = '';
    },
  };
};
