/** A short id from a municipality's name: `Årslev-Nord Kommune` gives `aarslev-nord`. At most 40 characters; may be empty. */
export const idFromName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/å/g, 'aa')
    .replace(/æ/g, 'ae')
    .replace(/ø/g, 'oe')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/(^|\s)kommunes?(?=\s|$)/g, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');

/** Whether the text can be a municipality's short id. */
export const isId = (text: string): boolean => /^[a-z0-9-]{2,40}$/.test(text);

/** A code of a reason from its label: letters and `_` only, unlike the codes taken. */
export const codeFromLabel = (label: string, taken: readonly string[]): string => {
  const base = idFromName(label)
    .replace(/[^a-z]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 36);
  const start = base.length >= 2 ? base : 'own_reason';
  const free = (code: string): string => (taken.includes(code) ? free(`${code}_x`) : code);
  return free(start).slice(0, 40);
};
