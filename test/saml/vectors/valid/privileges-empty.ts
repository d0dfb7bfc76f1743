import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an empty privilege attribute',
  source: '4, no groups left',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.privileges]: '' }) }),
  wanted: { accepted: { grants: [], dropped: [] } },
});
