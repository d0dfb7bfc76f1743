import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'meant for another service',
  source: '7.4, wrong audience',
  make: (kit) => kit.answer({ audience: '<saml:Audience>https://saml.anden.example</saml:Audience>' }),
  wanted: { rule: 'audience', page: 'failed' },
});
