import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: an XML signature inside a redirect is not the binding's; a reader that believes either can be shown the wrong one.
export default defineLogoutVector({
  title: 'signed inside the XML instead of over the query',
  source: '2.5, no XML signature inside',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.sign(kit.logoutRequest())).replace(/&SigAlg.*/, ''),
  }),
  wanted: { rule: 'signature_missing' },
});
