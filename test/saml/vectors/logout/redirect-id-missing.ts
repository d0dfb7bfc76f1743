import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'no ID',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ id: null })) }),
  wanted: { rule: 'logout_shape' },
});
