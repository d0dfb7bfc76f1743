import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'another issuer, right key',
  source: '7.4, logout: wrong Issuer, right key',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(
      kit.logoutRequest({ issuer: '<saml:Issuer>https://saml.anden.example</saml:Issuer>' }),
    ),
  }),
  wanted: { rule: 'logout_issuer' },
});
