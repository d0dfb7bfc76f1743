import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'no IssueInstant',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ issued: null })) }),
  wanted: { rule: 'logout_time' },
});
