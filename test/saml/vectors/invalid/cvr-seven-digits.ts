import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a CVR number of seven digits',
  source: '6.1, 12',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.cvr]: '2918936' }) }),
  wanted: { rule: 'cvr', page: 'failed' },
});
