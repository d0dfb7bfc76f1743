import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the forged assertion in Extensions, the genuine one encrypted',
  source: '7.4, XSW7; XSW inside encryption',
  make: (kit) =>
    kit.form(
      kit.response(
        `<samlp:Extensions>${kit.forgedAssertion()}</samlp:Extensions>${kit.encrypt(kit.sign(kit.assertion()))}`,
      ),
    ),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
