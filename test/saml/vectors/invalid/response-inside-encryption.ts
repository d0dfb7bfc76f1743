import { defineVector } from '../../forge/vector.ts';

// Attack: a whole Response in the place of the assertion; a reader that looks for the first assertion below finds the forged one.
export default defineVector({
  title: 'a Response inside the encryption',
  source: '7.4, XSW1 and 2 inside encryption',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.wraps.xsw2(false)))),
  wanted: { rule: 'assertion_shape', page: 'failed' },
});
