import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'our entityID with something behind it',
  source: '6.1, 10',
  make: (kit) => kit.answer({ audience: `<saml:Audience>${kit.entityId}.ond.example</saml:Audience>` }),
  wanted: { rule: 'audience', page: 'failed' },
});
