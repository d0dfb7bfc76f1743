import { expect as expectAny } from '@open-wc/testing';

type Check = {
  to: Check;
  be: Check;
  not: Check;
  and: Check;
  have: Check;
  deep: Check;
  equal: (value: unknown) => Check;
  contain: (text: string) => Check;
  length: (size: number) => Check;
  match: (pattern: RegExp) => Check;
  throw: () => Check;
  instanceOf: (type: unknown) => Check;
};

/** The library types every expectation as a promise because one of its checks is; none of ours is. */
export const expect = expectAny as unknown as (value: unknown, message?: string) => Check;
