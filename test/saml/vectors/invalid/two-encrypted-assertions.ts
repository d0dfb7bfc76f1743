import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two encrypted assertions',
  source: '6.1, 6',
  make: (kit) =>
    kit.form(kit.response(kit.encrypt(kit.sign(kit.assertion())) + kit.encrypt(kit.forgedAssertion()))),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
