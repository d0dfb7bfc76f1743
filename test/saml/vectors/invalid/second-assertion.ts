import { defineVector } from '../../forge/vector.ts';

// Attack: a forged assertion behind the genuine one.
export default defineVector({
  title: 'a second, forged assertion appended',
  source: '7.4, second, forged assertion appended',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.assertion()) + kit.forgedAssertion())),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
