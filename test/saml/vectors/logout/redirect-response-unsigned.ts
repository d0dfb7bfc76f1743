import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an answer without signature',
  source: '6.3, check signature',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutResponse(), { kind: 'SAMLResponse' }).replace(/&SigAlg.*/, ''),
  }),
  wanted: { rule: 'signature_missing' },
});
