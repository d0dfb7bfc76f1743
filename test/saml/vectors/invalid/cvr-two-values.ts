import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two values in the CVR attribute',
  source: '3.2, single-valued',
  make: (kit) =>
    kit.answer({
      attributes:
        kit.attributes({ [kit.names.cvr]: null }) + kit.attribute(kit.names.cvr, '29189366', '13748136'),
    }),
  wanted: { rule: 'attribute_repeated', page: 'failed' },
});
