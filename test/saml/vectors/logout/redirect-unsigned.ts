import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: anyone could end anyone's session with an address in a picture.
export default defineLogoutVector({
  title: 'no signature',
  source: '7.4, logout: unsigned, forged NameID (Redirect)',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutRequest()).replace(/&SigAlg.*/, '') }),
  wanted: { rule: 'signature_missing' },
});
