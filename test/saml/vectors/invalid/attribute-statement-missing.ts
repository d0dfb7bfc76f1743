import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no attribute statement',
  source: '6.1, 11',
  make: (kit) => kit.answer({ attributeStatement: '' }),
  wanted: { rule: 'attribute_statement', page: 'failed' },
});
