import type { PageSession } from '../../shared/page-api.ts';
import type { Environment } from '../environment.ts';
import type { PageApi } from './api.ts';

/** Seconds before the end at which the person is asked whether to go on (WCAG 2.2.1). */
const warnBefore = 120;

export type LoginWatch = {
  /** A login is known, or was used: the clock starts anew. */
  alive: (idleSeconds?: number) => void;
  /** Looks at the server now: after sleep, or when another tab says something. */
  look: () => Promise<void>;
  stop: () => void;
};

export type LoginWatchOptions = {
  api: PageApi;
  environment: Pick<Environment, 'after'>;
  /** The login ends in so many seconds; 0 takes the warning away. */
  onWarning: (secondsLeft: number) => void;
  onSession: (session: PageSession) => void;
};

/**
 * Watches the limits of a login with durations only: the clock of a workplace PC may be days off, and another tab may have kept the login
 * alive meanwhile. So before anything is said, the server is asked; that question does not move the limit.
 */
export const watchLogin = ({ api, environment, onWarning, onSession }: LoginWatchOptions): LoginWatch => {
  let idle = 0;
  let cancel = (): void => undefined;

  const wait = (seconds: number): void => {
    cancel();
    cancel = environment.after(Math.max(seconds, 1) * 1000, () => void look());
  };

  const look = async (): Promise<void> => {
    const reply = await api.get<PageSession>('/page/session');
    if (!reply.ok) {
      // Without a connection nothing is known; what the person sees stays until it is.
      if (reply.failure.code !== 'login_required') wait(10);
      return;
    }
    onSession(reply.value);
    const left = reply.value.idle_seconds;
    if (left > warnBefore + 5) {
      onWarning(0);
      wait(left - warnBefore);
    } else {
      onWarning(left);
      wait(left + 1);
    }
  };

  return {
    alive: (idleSeconds) => {
      idle = idleSeconds ?? idle;
      if (idle === 0) return;
      onWarning(0);
      wait(idle - warnBefore);
    },
    look,
    stop: () => cancel(),
  };
};
