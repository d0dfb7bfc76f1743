import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'nobody to log out',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ nameId: '' })) }),
  wanted: { rule: 'logout_shape' },
});
