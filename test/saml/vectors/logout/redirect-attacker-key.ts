import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'signed by a stranger',
  source: '7.4, logout: attacker key',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { key: kit.keys.attacker }),
  }),
  wanted: { rule: 'signature' },
});
