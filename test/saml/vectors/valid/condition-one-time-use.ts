import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'OneTimeUse beside the audience',
  source: 'SAML core 2.5.1.5',
  make: (kit) =>
    kit.answer({
      restrictions: `<saml:AudienceRestriction><saml:Audience>${kit.entityId}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/>`,
    }),
  wanted: 'accepted',
});
