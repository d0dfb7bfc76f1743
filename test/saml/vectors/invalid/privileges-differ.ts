import { defineVector } from '../../forge/vector.ts';

// Attack: two privilege lists, one for the reader that checks and one for the reader that acts.
export default defineVector({
  title: 'both privilege attributes, saying different things',
  source: '3.4, both present and differ',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({ [kit.olderNames.privileges]: kit.privilegeList(kit.grant('godkender')) }),
    }),
  wanted: { rule: 'attribute_differs', page: 'failed' },
});
