import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'forged and signed assertion side by side inside the encryption',
  source: '7.4, XSW inside encryption',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.forgedAssertion() + kit.sign(kit.assertion())))),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
