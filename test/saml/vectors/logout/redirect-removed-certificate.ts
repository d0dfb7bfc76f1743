import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'signed with a certificate that is not in the metadata any more',
  source: '2.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { key: kit.keys.providerGone }),
  }),
  wanted: { rule: 'signature' },
});
