import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'signed with the certificate the provider changes to',
  source: '2.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { key: kit.keys.providerNext }),
  }),
  wanted: 'accepted',
});
