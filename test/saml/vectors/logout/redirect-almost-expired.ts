import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout a millisecond before its time runs out',
  source: '6.3, NotOnOrAfter',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest({ end: kit.iso(kit.now - kit.skew + 1) })),
  }),
  wanted: 'accepted',
});
