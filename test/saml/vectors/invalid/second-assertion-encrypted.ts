import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a plain forged assertion beside the encrypted genuine one',
  source: '6.1, 6',
  make: (kit) => kit.plain(kit.response(kit.encrypt(kit.sign(kit.assertion())) + kit.forgedAssertion())),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
