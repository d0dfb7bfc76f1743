import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an empty RelayState is one, and is signed',
  source: 'SAML bindings 3.4.4.1',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest(), { relayState: '' }) }),
  wanted: { accepted: { relayState: '' } },
});
