import { instant, type Instant } from '../../../server/domain/ids.ts';

type Timer = { at: number; owner: string; fire: () => void };

export type Clock = {
  now(): Instant;
  /** Calls once at that moment; what it returns cancels. */
  at(moment: number, owner: string, fire: () => void): () => void;
  /** The next moment something is set for, or null. */
  next(): number | null;
  /** Moves to a moment, stopping at every timer on the way; `settle` lets happen what it set off. */
  moveTo(moment: number, settle: () => Promise<void>): Promise<void>;
  /** Forgets the timers of a process that died. */
  kill(owner: string): void;
};

/** A clock that stands still until it is told to move. */
export const createClock = (start: number): Clock => {
  let now = start;
  let timers: Timer[] = [];
  const earliest = (): Timer | undefined =>
    timers.reduce<Timer | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
  return {
    now: () => instant(now),
    at: (at, owner, fire) => {
      const timer = { at, owner, fire };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
    next: () => earliest()?.at ?? null,
    moveTo: async (moment, settle) => {
      for (let due = earliest(); due && due.at <= moment; due = earliest()) {
        const { at, fire } = due;
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, at);
        fire();
        await settle();
      }
      now = Math.max(now, moment);
    },
    kill: (owner) => void (timers = timers.filter((one) => one.owner !== owner)),
  };
};
