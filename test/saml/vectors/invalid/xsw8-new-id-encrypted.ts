import { defineVector } from '../../forge/vector.ts';

// Attack: the same inside the encryption, where whoever only looks at the outer message sees nothing.
export default defineVector({
  title: 'XSW8 inside the encryption, an ID of its own',
  source: '7.4, XSW8 inside encryption (new ID)',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.nested.xsw8(false)))),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
