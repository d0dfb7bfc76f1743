import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout of the provider by POST',
  source: '6.3, accept GET and POST',
  make: (kit) => ({ binding: 'post', body: kit.logoutForm(kit.logoutRequest()) }),
  wanted: 'accepted',
});
