import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout of the provider by redirect',
  source: '7.4, logout: valid',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest()) }),
  wanted: 'accepted',
});
