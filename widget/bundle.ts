import { defineSloering } from './define-sloering.ts';

/** The file a page loads: registers the element and exports what `index.ts` does. */
defineSloering();

export * from './index.ts';
