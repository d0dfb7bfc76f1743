import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout without NotOnOrAfter',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ end: null })) }),
  wanted: 'accepted',
});
