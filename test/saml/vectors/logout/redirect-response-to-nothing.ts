import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an answer without InResponseTo',
  source: '6.3, InResponseTo',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutResponse({ inResponseTo: null }), { kind: 'SAMLResponse' }),
  }),
  wanted: { rule: 'logout_shape' },
});
