import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: a logout read in a log and sent again a day later.
export default defineLogoutVector({
  title: 'a logout of yesterday without NotOnOrAfter',
  source: '6.3, IssueInstant',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest({ end: null, issued: kit.iso(kit.now - 24 * 60 * kit.minute) })),
  }),
  wanted: { rule: 'logout_time' },
});
