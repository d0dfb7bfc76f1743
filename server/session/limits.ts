/** Launch sessions end after 15 minutes without a call and after 60 minutes whatever happens (ASVS 5.0 7.1.1, SMART's ceiling for public clients). */
export const sessionLimits = { idleMs: 15 * 60_000, absoluteMs: 60 * 60_000, touchEveryMs: 60_000 } as const;
/** Logins end after 30 minutes without a call and after 8 hours whatever happens; KOMBIT's own sample service provider idles after 30. */
export const loginLimits = {
  idleMs: 30 * 60_000,
  absoluteMs: 8 * 60 * 60_000,
  touchEveryMs: 60_000,
} as const;
/** A login still counts as fresh for this long (ASVS 5.0 7.5.3: before what speaks for a whole municipality). */
export const freshMs = 5 * 60_000;
/** A browser has this long to come back from the identity provider. */
export const loginRequestMs = 15 * 60_000;
