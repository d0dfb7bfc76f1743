import { defineVector } from '../../forge/vector.ts';

// Attack: another provider behind the same key, or an assertion of another federation.
export default defineVector({
  title: 'another issuer of the assertion, right key',
  source: '7.4, wrong Issuer, right key',
  make: (kit) => kit.answer({ issuer: 'https://saml.anden.example' }),
  wanted: { rule: 'assertion_issuer', page: 'failed' },
});
