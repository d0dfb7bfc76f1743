import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Some senders write the parameters in another order; the signature is over the binding's order all the same.
export default defineLogoutVector({
  title: 'parameters in another order',
  source: 'SAML bindings 3.4.4.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { relayState: 'x' }).split('&').reverse().join('&'),
  }),
  wanted: { accepted: { relayState: 'x' } },
});
