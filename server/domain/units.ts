/** An organisation unit as a municipality lists it: its UUID in FK Organisation, its name, its SOR code and the unit above it. */
export type Unit = { id: string; name: string; sor: string | null; parent: string | null };

/**
 * Everything a limit to organisation units covers: the units named, all units below them, and the SOR codes by which record systems name
 * the same units. Whether a limit reaches the units below is the system's own rule (FK Organisation, constraint `orgenhed`); ours is that it
 * does, because a manager answers for the whole of their part.
 */
export const scopeOf = (
  units: readonly Unit[],
  limit: readonly string[] | null,
): ReadonlySet<string> | null => {
  if (limit === null) return null;
  const covered = new Set(limit);
  // One pass per level; a circle in the list ends when nothing is added.
  for (let before = -1; before !== covered.size;) {
    before = covered.size;
    for (const { id, parent } of units) if (parent !== null && covered.has(parent)) covered.add(id);
  }
  for (const { id, sor } of units) if (sor !== null && covered.has(id)) covered.add(sor);
  return covered;
};

/** The name of a registration's unit, by UUID or SOR code; null where the municipality does not list it. */
export const nameOfUnit = (units: readonly Unit[], unit: string): string | null =>
  units.find(({ id, sor }) => id === unit || sor === unit)?.name ?? null;

/** The list's own id for a unit, so that the same unit is one whichever door named it. */
export const canonicalUnit = (units: readonly Unit[], unit: string | null): string | null =>
  unit === null ? null : (units.find(({ id, sor }) => id === unit || sor === unit)?.id ?? unit);
