import type { Field } from './draft.ts';
import type { State } from './machine.ts';

/** The first element of each field: what a link of the error summary focuses, and what the browser's own message points at. */
export const firstOf: Record<Field, string> = {
  reason: 'reason-0',
  text: 'text',
  days: 'days',
  cvrs: 'cvr-0',
  acknowledged: 'acknowledged',
};

/** Tells a form around the element whether it may be sent, and shows the first field to correct. */
export const showValidity = (
  internals: ElementInternals,
  root: ParentNode,
  state: State,
  text: string,
): void => {
  const [fault] = state.name === 'invalid' ? state.faults : [];
  const field = fault && root.querySelector<HTMLElement>(`#${firstOf[fault.field]}`);
  internals.setValidity({ customError: !!fault }, fault ? text : '', field ?? undefined);
};
