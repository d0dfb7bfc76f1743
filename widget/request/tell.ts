import { version } from '../build.ts';
import { emit } from '../events.ts';
import type { State } from './machine.ts';

/** Tells the host what a new state means. @returns whether the host shows the text of an error itself */
export const tell = (target: EventTarget, from: State, to: State): boolean => {
  emit(target, 'sloering-statechange', { from: from.name, to: to.name });
  if (from.name === 'loading' && 'loaded' in to && to.loaded) {
    const { blurred_until } = to.loaded.overview;
    const active = blurred_until !== null;
    emit(target, 'sloering-ready', { active, version, ...(active && { endsAt: blurred_until }) });
  }
  if (to.name === 'context-changed') emit(target, 'sloering-context-changed', {});
  if (to.name === 'result') {
    const { id, status, ends_at } = to.blurring;
    emit(target, 'sloering-complete', {
      id,
      status: status === 'in_force' ? 'active' : 'pending',
      endsAt: ends_at,
    });
  }
  if (to.name !== 'error' && to.name !== 'offline') return false;
  const { code, retryable, reference } = to.failure;
  return !emit(target, 'sloering-error', { code, retryable, ...(reference && { reference }) });
};
