import type { MunicipalityLine } from '../../../shared/page-api.ts';

export const filters = ['all', 'ready', 'not_ready', 'delivery'] as const;
export type Filter = (typeof filters)[number];

/** Whether deliveries need a person: one is set aside, or a CVR number is stopped. Waiting alone does not. */
export const deliveryTrouble = ({ delivery }: MunicipalityLine): boolean =>
  delivery.parked > 0 || delivery.paused > 0;

const passes: Record<Filter, (line: MunicipalityLine) => boolean> = {
  all: () => true,
  ready: ({ ready, of }) => ready >= of,
  not_ready: ({ ready, of }) => ready < of,
  delivery: deliveryTrouble,
};

/** Municipalities whose name holds the words or whose CVR number begins with them, by name in Danish order. */
export const chosen = (
  all: readonly MunicipalityLine[],
  words: string,
  filter: Filter,
): MunicipalityLine[] => {
  const sought = words.trim().toLocaleLowerCase('da');
  const digits = sought.replace(/\s/g, '');
  return all
    .filter(passes[filter])
    .filter(
      ({ name, cvr }) =>
        sought === '' ||
        name.toLocaleLowerCase('da').includes(sought) ||
        (/^\d+$/.test(digits) && cvr.startsWith(digits)),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'da'));
};
