import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no CVR number',
  source: '3.2',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.cvr]: null }) }),
  wanted: { rule: 'attribute_missing', page: 'failed' },
});
