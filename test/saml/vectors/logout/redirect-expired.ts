import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout whose time ran out the whole skew ago',
  source: '6.3, NotOnOrAfter',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest({ end: kit.iso(kit.now - kit.skew) })),
  }),
  wanted: { rule: 'logout_time' },
});
