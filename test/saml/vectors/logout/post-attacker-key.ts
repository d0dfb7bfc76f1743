import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST, signed by a stranger',
  source: '7.4, logout: attacker key',
  make: (kit) => ({
    binding: 'post',
    body: kit.logoutForm(kit.logoutRequest(), { signing: { key: kit.keys.attacker } }),
  }),
  wanted: { rule: 'signature' },
});
