import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'our address for answers as destination',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest({ destination: kit.acs })) }),
  wanted: { rule: 'logout_destination' },
});
