/** Replaced by the build with the released version. */
export const version: string = '0.0.0-development';
