import type { FigureMonth } from '../../../shared/figures-api.ts';

/** Every text of the figures; `{}` is where a name, number or date goes. */
export type FigureTexts = {
  leadOwn: string;
  leadAll: string;
  from: string;
  to: string;
  show: string;
  order: string;
  file: string;
  few: string;
  fewHelp: string;
  adoption: string;
  startedOf: string;
  setUp: string;
  decisionTime: string;
  effectTime: string;
  noTime: string;
  hours: (hours: number) => string;
  seconds: (seconds: number) => string;
  measures: Record<Exclude<keyof FigureMonth, 'month'>, string>;
  month: string;
  events: string;
  standing: string;
  tableOf: string;
  municipality: string;
  started: string;
  notStarted: string;
  perMunicipality: string;
  filter: string;
  sortBy: string;
  none: string;
  noHits: string;
};
