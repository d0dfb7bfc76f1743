/** Replaced by the build with the released version; false there removes what only developers need. */
export const development: boolean = true;
export const version: string = '0.0.0-development';
