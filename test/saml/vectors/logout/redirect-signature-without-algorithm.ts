import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a signature without its algorithm',
  source: '6.3',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest()).replace(/&SigAlg=[^&]*/, ''),
  }),
  wanted: { rule: 'signature_missing' },
});
