import type { Environment } from './environment.ts';

/** Seconds between looks at the status; the last one repeats. */
const pollAfter = [1, 1, 2, 3, 5, 8, 15] as const;

export type Poller = { stop: () => void; wake: () => void };

/**
 * Looks until `look` answers false. Pauses while the page is hidden or offline; `wake` (page shown, network back) looks at once.
 */
export const createPoller = (environment: Environment, look: () => Promise<boolean>): Poller => {
  let round = 0;
  let stopped = false;
  let looking = false;
  let cancel = (): void => undefined;
  const plan = (): void => {
    cancel = environment.after((pollAfter[Math.min(round, pollAfter.length - 1)] ?? 15) * 1000, turn);
  };
  const turn = (): void => {
    if (stopped || looking || !environment.online() || !environment.visible()) return;
    cancel();
    looking = true;
    void look().then((more) => {
      looking = false;
      round += 1;
      if (more && !stopped) plan();
    });
  };
  plan();
  return {
    stop: () => {
      stopped = true;
      cancel();
    },
    wake: turn,
  };
};
