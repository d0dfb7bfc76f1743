import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an answer signed by a stranger',
  source: '6.3, check signature',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutResponse(), { kind: 'SAMLResponse', key: kit.keys.attacker }),
  }),
  wanted: { rule: 'signature' },
});
