import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'InResponseTo missing on the Response only',
  source: '6.1, 5',
  make: (kit) => kit.answer({}, { frame: { inResponseTo: null } }),
  wanted: { rule: 'request_unknown', page: 'start_again' },
});
