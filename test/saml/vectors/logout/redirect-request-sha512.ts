import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'signed RSA-SHA512',
  source: '2.4',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest(), { hash: 'sha512' }) }),
  wanted: 'accepted',
});
