import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a second parameter with its name in escapes',
  source: '7.5, duplicate parameters refused',
  make: (kit) => ({ binding: 'redirect', query: `${kit.redirect(kit.logoutRequest())}&SAMLReques%74=AAAA` }),
  wanted: { rule: 'query' },
});
