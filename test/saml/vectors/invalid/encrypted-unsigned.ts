import { defineVector } from '../../forge/vector.ts';

// Attack: our encryption key is public, so anyone can encrypt; that proves nothing.
export default defineVector({
  title: 'encrypted for us, signed by nobody',
  source: '7.4, encrypted unsigned',
  make: (kit) => kit.form(kit.response(kit.encrypt(kit.forgedAssertion()))),
  wanted: { rule: 'signature_missing', page: 'failed' },
});
