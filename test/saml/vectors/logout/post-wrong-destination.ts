import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'another destination, by POST',
  source: '7.4, logout: wrong Destination',
  make: (kit) => ({
    binding: 'post',
    body: kit.logoutForm(kit.logoutRequest({ destination: 'https://anden.example/auth/saml/slo' })),
  }),
  wanted: { rule: 'logout_destination' },
});
