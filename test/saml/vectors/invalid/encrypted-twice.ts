import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an encrypted assertion inside the encryption',
  source: '6.1, 7, root is an assertion',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.encrypt(kit.sign(kit.assertion()))))),
  wanted: { rule: 'assertion_shape', page: 'failed' },
});
