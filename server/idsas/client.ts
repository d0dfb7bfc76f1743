import type { IdsasClient, IdsasDependencies } from './port.ts';

export type * from './port.ts';

/** Opens the register for one NSP environment. */
export const createIdsasClient = (_dependencies: IdsasDependencies): IdsasClient => ({
  createBlurring: () => Promise.resolve({ kind: 'retry', code: 'not_built' }),
  close: () => Promise.resolve(),
});
