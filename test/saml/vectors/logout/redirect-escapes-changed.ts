import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'escapes written anew after signing',
  source: '6.3, the raw query string',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest()).replace(/(?<=SigAlg=.*)%3A/, '%3a'),
  }),
  wanted: { rule: 'signature' },
});
