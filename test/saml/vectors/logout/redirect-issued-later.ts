import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'issued a millisecond more than the skew from now',
  source: '6.3, IssueInstant',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest({ issued: kit.iso(kit.now + kit.skew + 1) })),
  }),
  wanted: { rule: 'logout_time' },
});
