import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: "the provider's answer to our logout",
  source: '6.3',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutResponse(), { kind: 'SAMLResponse' }),
  }),
  wanted: 'accepted',
});
