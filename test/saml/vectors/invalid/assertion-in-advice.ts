import { defineVector } from '../../forge/vector.ts';

// Attack: an assertion inside the signed one; the provider may sign an Advice it did not write.
export default defineVector({
  title: 'a second assertion in the Advice of the signed one',
  source: '6.1, 7',
  make: (kit) => kit.answer({ more: `<saml:Advice>${kit.forgedAssertion()}</saml:Advice>` }),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
