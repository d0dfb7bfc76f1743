import type { FigureTexts } from './texts.ts';

const number = new Intl.NumberFormat('da', { maximumFractionDigits: 1 });

/** Danish; plain words. */
export const figuresDa: FigureTexts = {
  leadOwn: 'Kommunens tal, måned for måned. De tælles op hvert minut.',
  leadAll: 'Alle kommuners tal. Der er ingen personoplysninger i dem.',
  from: 'Fra måned',
  to: 'Til måned',
  show: 'Vis',
  order: 'Den sidste måned ligger før den første, eller der er mere end ti år imellem.',
  file: 'Hent som CSV',
  few: 'under 5',
  fewHelp:
    'Tal fra 1 til 4 vises ikke, så ingen kan genkendes. Summer, de indgår i, er anslået, og det, der er i kraft, er afrundet til nærmeste fem.',
  adoption: 'Kommuner, der er begyndt',
  startedOf: '{} af {}',
  setUp: '{} er oprettet',
  decisionTime: 'Fra registrering til afgørelse (median)',
  effectTime: 'Fra registrering til virkning i hele landet (median)',
  noTime: 'ikke nok til at vise',
  hours: (hours) => (hours < 48 ? `${number.format(hours)} timer` : `${number.format(hours / 24)} dage`),
  seconds: (seconds) => {
    if (seconds < 1) return 'under 1 sekund';
    if (seconds === 1) return '1 sekund';
    return seconds < 120 ? `${number.format(seconds)} sekunder` : `${number.format(seconds / 60)} minutter`;
  },
  measures: {
    registered: 'Registreret',
    confirmed: 'Godkendt',
    rejected: 'Afvist',
    renewed: 'Forlænget',
    ended: 'Ophørt',
    in_force: 'I kraft',
    departments: 'Afdelingssløringer',
  },
  month: 'Måned',
  events: 'Hvad der skete',
  standing: 'I kraft ved månedens slutning',
  tableOf: 'Tabel: {}',
  municipality: 'Kommune',
  started: 'Begyndt',
  notStarted: 'ikke endnu',
  perMunicipality: 'Kommune for kommune',
  filter: 'Find kommune',
  sortBy: 'Sortér efter {}',
  none: 'Der er ingen tal for den tid.',
  noHits: 'Ingen kommune passer.',
};
