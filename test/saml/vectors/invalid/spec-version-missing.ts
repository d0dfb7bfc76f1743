import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no profile version',
  source: '3.2',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.spec]: null }) }),
  wanted: { rule: 'attribute_missing', page: 'failed' },
});
