import type { Locale } from '../../locales/locale.ts';
import type { State } from '../machine.ts';

/** What is said when a view appears. Views that take the focus are read from their heading and need no more. */
export const announcementOf = (state: State, t: Locale): string => {
  if (state.name === 'loading') return t.loading;
  if (state.name === 'sending') return t.sending;
  return state.name === 'result' ? t.status[state.blurring.status] : '';
};
