/** The entry that applies on a day (`YYYY-MM-DD`): the latest that has begun. Undefined where none has. */
export const applying = <T extends { applies_from: string }>(all: readonly T[], day: string): T | undefined =>
  all
    .filter(({ applies_from }) => applies_from <= day)
    .toSorted(byDay)
    .at(-1);

/** Current, coming (soonest first) and earlier (newest first) entries on a day. */
export const inTime = <T extends { applies_from: string }>(
  all: readonly T[],
  day: string,
): { current: T | undefined; coming: T[]; earlier: T[] } => {
  const current = applying(all, day);
  return {
    current,
    coming: all.filter(({ applies_from }) => applies_from > day).toSorted(byDay),
    earlier: all
      .filter((one) => one.applies_from <= day && one !== current)
      .toSorted(byDay)
      .toReversed(),
  };
};

const byDay = (a: { applies_from: string }, b: { applies_from: string }): number =>
  a.applies_from.localeCompare(b.applies_from);
