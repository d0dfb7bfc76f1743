/** Most initials of a name; more would be nearly the name. */
const most = 4;

/** Initials of a citizen's name, `A.B.T.`; null without a name. What lists show instead of the name (ASVS 14.2.6). */
export const initialsOf = (name: string | null): string | null => {
  const letters = (name ?? '')
    .trim()
    .split(/[\s-]+/u)
    .flatMap((part) => /\p{L}/u.exec(part)?.[0].toLocaleUpperCase('da') ?? []);
  if (letters.length === 0) return null;
  const shown = letters.length > most ? [...letters.slice(0, most - 1), ...letters.slice(-1)] : letters;
  return `${shown.join('.')}.`;
};
