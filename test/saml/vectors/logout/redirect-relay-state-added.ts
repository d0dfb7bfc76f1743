import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: a RelayState put beside a message that was signed without one.
export default defineLogoutVector({
  title: 'a RelayState that was not signed',
  source: 'SAML bindings 3.4.4.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest()).replace('&SigAlg', '&RelayState=x&SigAlg'),
  }),
  wanted: { rule: 'signature' },
});
