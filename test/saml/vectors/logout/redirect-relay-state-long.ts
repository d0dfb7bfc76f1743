import { defineLogoutVector } from '../../forge/logout-vector.ts';

// It is ours to give back, not to judge; what we may not send on is not sent (SAML bindings 3.4.3).
export default defineLogoutVector({
  title: 'a RelayState longer than the binding allows is accepted as it came',
  source: 'SAML bindings 3.4.3',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { relayState: 'x'.repeat(400) }),
  }),
  wanted: { accepted: { relayState: 'x'.repeat(400) } },
});
