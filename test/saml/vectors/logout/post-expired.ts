import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST whose time ran out',
  source: '6.3, NotOnOrAfter',
  make: (kit) => ({
    binding: 'post',
    body: kit.logoutForm(kit.logoutRequest({ end: kit.iso(kit.now - kit.skew) })),
  }),
  wanted: { rule: 'logout_time' },
});
