import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a request and a response in one query',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: `${kit.redirect(kit.logoutRequest())}&SAMLResponse=AAAA` }),
  wanted: { rule: 'query' },
});
