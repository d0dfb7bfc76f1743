import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an encoding other than DEFLATE',
  source: 'SAML bindings 3.4.4',
  make: (kit) => ({
    binding: 'redirect',
    query: `${kit.redirect(kit.logoutRequest())}&SAMLEncoding=urn%3Aother`,
  }),
  wanted: { rule: 'query' },
});
