import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: "a parameter that is none of the binding's",
  source: 'SAML bindings 3.4.4.1',
  make: (kit) => ({ binding: 'redirect', query: `${kit.redirect(kit.logoutRequest())}&utm=1` }),
  wanted: 'accepted',
});
