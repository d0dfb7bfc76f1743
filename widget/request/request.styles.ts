import { controls } from './controls.styles.ts';
import { media } from './media.styles.ts';
import { tokens } from './tokens.styles.ts';
import { views } from './views.styles.ts';

/** Constructed sheets only: a page with a strict `style-src` shows the form as it should be. */
export const styles = [tokens, views, controls, media];
