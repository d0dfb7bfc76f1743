import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two attribute statements',
  source: '6.1, 11',
  make: (kit) =>
    kit.answer({
      attributeStatement: `<saml:AttributeStatement>${kit.attributes()}</saml:AttributeStatement>`.repeat(2),
    }),
  wanted: { rule: 'attribute_statement', page: 'failed' },
});
