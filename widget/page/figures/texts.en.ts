import type { FigureTexts } from './texts.ts';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** English. */
export const figuresEn: FigureTexts = {
  leadOwn: 'The municipality’s figures, month by month. They are counted every minute.',
  leadAll: 'The figures of all municipalities. There is no personal data in them.',
  from: 'From month',
  to: 'To month',
  show: 'Show',
  order: 'The last month is before the first, or there are more than ten years between them.',
  file: 'Get as CSV',
  few: 'under 5',
  fewHelp:
    'Numbers from 1 to 4 are not shown, so that nobody can be recognised. Sums with them are estimates, and what is in force is rounded to the nearest five.',
  adoption: 'Municipalities that have begun',
  startedOf: '{} of {}',
  setUp: '{} are set up',
  decisionTime: 'From registration to decision (median)',
  effectTime: 'From registration to effect in the whole country (median)',
  noTime: 'too few to show',
  hours: (hours) => (hours < 48 ? `${number.format(hours)} hours` : `${number.format(hours / 24)} days`),
  seconds: (seconds) => {
    if (seconds < 1) return 'less than 1 second';
    if (seconds === 1) return '1 second';
    return seconds < 120 ? `${number.format(seconds)} seconds` : `${number.format(seconds / 60)} minutes`;
  },
  measures: {
    registered: 'Registered',
    confirmed: 'Confirmed',
    rejected: 'Rejected',
    renewed: 'Renewed',
    ended: 'Ended',
    in_force: 'In force',
    departments: 'Department blurrings',
  },
  month: 'Month',
  events: 'What happened',
  standing: 'In force at the month’s end',
  tableOf: 'Table: {}',
  municipality: 'Municipality',
  started: 'Begun',
  notStarted: 'not yet',
  perMunicipality: 'Municipality by municipality',
  filter: 'Find a municipality',
  sortBy: 'Sort by {}',
  none: 'There are no figures for that time.',
  noHits: 'No municipality fits.',
};
