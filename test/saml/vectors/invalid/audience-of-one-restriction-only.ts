import { defineVector } from '../../forge/vector.ts';

// Several restrictions must all hold.
export default defineVector({
  title: 'a second restriction to another service',
  source: 'SAML core 2.5.1.4, restrictions are an AND',
  make: (kit) =>
    kit.answer({
      restrictions: [kit.entityId, 'https://anden.example']
        .map(
          (one) =>
            `<saml:AudienceRestriction><saml:Audience>${one}</saml:Audience></saml:AudienceRestriction>`,
        )
        .join(''),
    }),
  wanted: { rule: 'audience', page: 'failed' },
});
