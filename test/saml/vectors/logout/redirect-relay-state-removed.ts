import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a signed RelayState taken away',
  source: 'SAML bindings 3.4.4.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { relayState: 'x' }).replace('&RelayState=x', ''),
  }),
  wanted: { rule: 'signature' },
});
