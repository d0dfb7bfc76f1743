import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an attribute name in other letters is another attribute',
  source: '3.4, match names exactly',
  make: (kit) =>
    kit.answer({
      attributes:
        kit.attributes({ [kit.names.cvr]: null }) + kit.attribute(kit.names.cvr.toUpperCase(), '29189366'),
    }),
  wanted: { rule: 'attribute_missing', page: 'failed' },
});
