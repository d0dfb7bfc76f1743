import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no privileges: known, but with no rights',
  source: '3.2, handle absence',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.privileges]: null }) }),
  wanted: { accepted: { grants: [], dropped: [] } },
});
