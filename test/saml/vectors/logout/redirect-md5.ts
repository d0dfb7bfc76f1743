import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'RSA-MD5 over the query',
  source: '7.4, logout: RSA-MD5 query signature',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest(), { hash: 'md5' }) }),
  wanted: { rule: 'signature_algorithm' },
});
