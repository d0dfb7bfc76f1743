import { SloeringDepartment } from './department.ts';
import { SloeringDepartments } from './departments.ts';
import { ProposeDepartment } from './propose.ts';
import { UnitSearch } from './unit-search.ts';
import { SloeringUnits } from './units.ts';

const elements: readonly (readonly [name: string, element: CustomElementConstructor])[] = [
  ['sloering-unit-search', UnitSearch],
  ['sloering-propose-department', ProposeDepartment],
  ['sloering-department', SloeringDepartment],
  ['sloering-departments', SloeringDepartments],
  ['sloering-units', SloeringUnits],
];

/** Makes the elements of department blurrings known to the browser; again is harmless. */
export const defineDepartments = (): void => {
  for (const [name, element] of elements) if (!customElements.get(name)) customElements.define(name, element);
};
