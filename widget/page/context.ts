import type { PageSession } from '../../shared/page-api.ts';
import type { Environment } from '../environment.ts';
import type { PageApi, PageFailure } from './api.ts';
import type { Texts } from './locales/texts.ts';

/** What every view of the hosted page is given. */
export type PageContext = {
  api: PageApi;
  session: PageSession;
  t: Texts;
  locale: 'da' | 'en';
  environment: Environment;
  /** Goes to a path of the page. */
  navigate: (path: string) => void;
  /** Says it to screen readers. */
  announce: (text: string) => void;
  /** A failure as a sentence, with its reference where there is one. */
  explain: (failure: PageFailure) => string;
  /**
   * Asks the person to log in again in a small window; true once they have. What is typed in the form stays, because the page does.
   */
  freshLogin: () => Promise<boolean>;
};
