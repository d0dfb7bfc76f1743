import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'RSA-SHA1 over the query',
  source: '7.4, logout: RSA-SHA1 query signature',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest(), { hash: 'sha1' }) }),
  wanted: { rule: 'signature_algorithm' },
});
