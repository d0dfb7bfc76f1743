import { FigureChart } from './chart.ts';
import { FiguresView } from './figures.ts';

/** Registers the figures and their charts. */
export const defineFigures = (): void => {
  customElements.define('sloering-chart', FigureChart);
  customElements.define('sloering-figures', FiguresView);
};
