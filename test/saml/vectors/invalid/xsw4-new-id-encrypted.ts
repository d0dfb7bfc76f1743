import { defineVector } from '../../forge/vector.ts';

// Attack: the same inside the encryption, where whoever only looks at the outer message sees nothing.
export default defineVector({
  title: 'XSW4 inside the encryption, an ID of its own',
  source: '7.4, XSW4 inside encryption (new ID)',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.nested.xsw4(false)))),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
