import type { ErrorCode } from './problems.ts';
import type { StateName } from './request/machine.ts';

/**
 * What `<sloering-request>` tells the page. All bubble and cross shadow boundaries. None carries a CPR number, a name or a
 * reason. Instants are ISO 8601 in UTC.
 */
export type SloeringEvents = {
  'sloering-statechange': { from: StateName; to: StateName };
  /** The form can be used. `active`: a blurring is in force; `endsAt`: until when. */
  'sloering-ready': { active: boolean; endsAt?: string; version: string };
  /** Before anything is sent. Cancelable: the form stays on the confirmation. */
  'sloering-submit': { days: number };
  /** The server has stored it. `active` only when the national register has answered. */
  'sloering-complete': { id: string; status: 'active' | 'pending'; endsAt: string };
  /** The person wants to leave. Cancelable: the form stays. */
  'sloering-cancel': { dirty: boolean };
  'sloering-session-expiring': { secondsLeft: number };
  'sloering-context-changed': Record<string, never>;
  /** Cancelable: the host shows its own text and the form hides its own. */
  'sloering-error': { code: ErrorCode; retryable: boolean; reference?: string };
};

const cancelable = new Set<keyof SloeringEvents>(['sloering-submit', 'sloering-cancel', 'sloering-error']);

/** @returns false where a listener has cancelled it. */
export const emit = <Name extends keyof SloeringEvents>(
  target: EventTarget,
  name: Name,
  detail: SloeringEvents[Name],
): boolean =>
  target.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: cancelable.has(name) }),
  );

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be merged
  interface HTMLElementEventMap extends SloeringEventMap {}
}
type SloeringEventMap = { [Name in keyof SloeringEvents]: CustomEvent<SloeringEvents[Name]> };
