import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST without signature',
  source: '7.4, logout: unsigned LogoutRequest by POST',
  make: (kit) => ({ binding: 'post', body: kit.logoutForm(kit.logoutRequest(), { signing: null }) }),
  wanted: { rule: 'signature_missing' },
});
