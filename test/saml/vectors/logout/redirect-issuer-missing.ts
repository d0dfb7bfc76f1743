import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'no issuer',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ issuer: '' })) }),
  wanted: { rule: 'logout_issuer' },
});
