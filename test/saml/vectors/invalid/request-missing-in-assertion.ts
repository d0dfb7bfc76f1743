import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'InResponseTo missing in the assertion only',
  source: '7.4, InResponseTo missing in the assertion only',
  make: (kit) => kit.answer({ inResponseTo: null }),
  wanted: { rule: 'confirmation_request', page: 'failed' },
});
