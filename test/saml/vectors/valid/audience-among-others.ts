import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'our entityID among other audiences',
  source: 'SAML core 2.5.1.4, one restriction is an OR',
  make: (kit) =>
    kit.answer({
      audience: `<saml:Audience>https://anden.example</saml:Audience><saml:Audience>${kit.entityId}</saml:Audience>`,
    }),
  wanted: 'accepted',
});
