/** The file a page loads: registers the element and exports what `index.ts` does. */
import './define.ts';

export * from './index.ts';
