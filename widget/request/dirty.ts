import type { State } from './machine.ts';

/** Whether leaving would lose something the person has chosen or written. */
export const isDirty = (state: State): boolean =>
  state.name !== 'result' &&
  'loaded' in state &&
  state.loaded !== undefined &&
  (state.loaded.draft.reason !== '' || state.loaded.draft.text.trim() !== '');
