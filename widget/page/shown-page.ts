import type { PageSession } from '../../shared/page-api.ts';
import type { PageContext } from './context.ts';
import type { Texts } from './locales/texts.ts';

/** Where the login stands. `expired`: there was one, and what was personal has left the screen. */
export type LoginState = 'unknown' | 'in' | 'out' | 'expired' | 'unreachable';

/** The page as its frame and its places see it: what is so now, and what a person can ask of it. */
export type ShownPage = {
  readonly t: Texts;
  readonly path: string;
  readonly login: LoginState;
  readonly session: PageSession | undefined;
  /** What a view is given; undefined while nobody is logged in. */
  readonly context: PageContext | undefined;
  /** Until the login ends, once the person is warned; 0 before. */
  readonly secondsLeft: number;
  readonly waitingForLogin: boolean;
  readonly blocked: boolean;
  readonly online: boolean;
  /** Whether the menu is open, where the screen is too narrow to show it always. */
  readonly menuOpen: boolean;
  load: () => Promise<void>;
  logOut: () => Promise<void>;
  stay: () => Promise<void>;
  actFor: (organisation: string) => Promise<void>;
  changeLocale: () => void;
  openLogin: (fresh: boolean) => void;
  cancelFresh: () => void;
  toggleMenu: () => void;
};
