/** Formats of an extract. */
export const extractFormats = ['xlsx', 'csv', 'jsonl'] as const;
export type ExtractFormat = (typeof extractFormats)[number];

/** What an extract is for; audited with it. */
export const extractPurposes = ['oversight', 'audit', 'casework', 'statistics', 'other'] as const;

/** How the last line of a whole CSV extract begins. */
export const csvEnd = 'Udtræk slut / End of extract: ';
