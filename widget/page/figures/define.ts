import { FiguresView } from './figures.ts';

/** Registers the figures. Their charts, and the library that draws them, come when somebody looks at figures. */
export const defineFigures = (): void => customElements.define('sloering-figures', FiguresView);
