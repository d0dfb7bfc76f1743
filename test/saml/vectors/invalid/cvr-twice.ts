import { defineVector } from '../../forge/vector.ts';

// Attack: two attributes of one name; readers differ on which counts.
export default defineVector({
  title: 'the CVR attribute twice',
  source: '3.4, duplicate attribute names',
  make: (kit) => kit.answer({ attributes: kit.attributes() + kit.attribute(kit.names.cvr, '29189366') }),
  wanted: { rule: 'attribute_repeated', page: 'failed' },
});
