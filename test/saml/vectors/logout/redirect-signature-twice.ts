import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'two signatures over the query',
  source: '7.5, duplicate parameters refused',
  make: (kit) => ({ binding: 'redirect', query: `${kit.redirect(kit.logoutRequest())}&Signature=AAAA` }),
  wanted: { rule: 'query' },
});
