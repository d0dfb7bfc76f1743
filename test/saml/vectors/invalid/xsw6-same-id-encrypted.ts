import { defineVector } from '../../forge/vector.ts';

// Attack: the same inside the encryption, where whoever only looks at the outer message sees nothing.
export default defineVector({
  title: 'XSW6 inside the encryption, the ID of the signed element',
  source: '7.4, XSW6 inside encryption (same ID)',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.nested.xsw6(true)))),
  wanted: { rule: 'xml_id', page: 'failed' },
});
