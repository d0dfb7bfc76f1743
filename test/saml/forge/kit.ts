import * as assertions from './assertion.ts';
import { encrypt, issuerSerial } from './encrypt.ts';
import { keys } from './keys.ts';
import * as privileges from './privileges.ts';
import * as responses from './response.ts';
import { sign, signatureOf, swap } from './sign.ts';
import * as world from './world.ts';
import { nested, wraps } from './wrap.ts';

/** Everything a vector makes its message from. Shares no code with server/saml. */
export const kit = {
  ...world,
  ...assertions,
  ...privileges,
  ...responses,
  skew: world.settings.clockSkewSeconds * 1000,
  unitConstraint: world.settings.unitConstraint,
  ...{ keys, encrypt, issuerSerial, sign, signatureOf, swap, nested, wraps },
};
export type Kit = typeof kit;
