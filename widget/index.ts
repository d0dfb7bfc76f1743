/** Public entry without side effects: the class, its types and its events. `define.ts` registers the element. */
export { SloeringRequest } from './request/request.ts';
export { defineSloering } from './define-sloering.ts';
export type { SloeringEvents } from './events.ts';
export type { ErrorCode } from './problems.ts';
export type { TokenProvider } from './session.ts';
export type { StateName } from './request/machine.ts';
export type { Locale } from './locales/locale.ts';
export type { Appearance } from './appearance.ts';
export type { Environment } from './environment.ts';
