import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an empty signature',
  source: '6.3',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest()).replace(/&Signature=.*/, '&Signature='),
  }),
  wanted: { rule: 'signature_shape' },
});
