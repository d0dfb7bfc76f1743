import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'no SessionIndex means every session',
  source: '6.3, and, if given, SessionIndex',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ sessionIndexes: '' })) }),
  wanted: { accepted: { sessionIndexes: [] } },
});
