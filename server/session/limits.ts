/** Launch sessions end after 15 minutes without a call and after 60 minutes whatever happens (ASVS 5.0 7.1.1, SMART's ceiling for public clients). */
export const sessionLimits = { idleMs: 15 * 60_000, absoluteMs: 60 * 60_000, touchEveryMs: 60_000 } as const;
