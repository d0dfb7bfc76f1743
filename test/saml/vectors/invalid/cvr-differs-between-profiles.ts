import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: "the CVR number of one profile is not the other's",
  source: '3.4',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.olderNames.cvr]: '13748136' }) }),
  wanted: { rule: 'attribute_differs', page: 'failed' },
});
