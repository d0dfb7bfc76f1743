import { defineVector } from '../../forge/vector.ts';

// A condition that is not understood makes the assertion undecidable.
export default defineVector({
  title: 'a condition nobody knows',
  source: 'SAML core 2.5.1.1',
  make: (kit) =>
    kit.answer({
      restrictions: `<saml:AudienceRestriction><saml:Audience>${kit.entityId}</saml:Audience></saml:AudienceRestriction><saml:Condition/>`,
    }),
  wanted: { rule: 'conditions', page: 'failed' },
});
