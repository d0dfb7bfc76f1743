import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'our entityID in capital letters',
  source: '6.1, 10',
  make: (kit) => kit.answer({ audience: `<saml:Audience>${kit.entityId.toUpperCase()}</saml:Audience>` }),
  wanted: { rule: 'audience', page: 'failed' },
});
