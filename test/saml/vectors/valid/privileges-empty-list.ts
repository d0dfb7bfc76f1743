import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a privilege list without groups',
  source: '4, no groups left',
  make: (kit) =>
    kit.answer({ attributes: kit.attributes({ [kit.names.privileges]: kit.privilegeList('') }) }),
  wanted: { accepted: { grants: [], dropped: [] } },
});
