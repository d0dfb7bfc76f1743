import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'another signed message of the provider as SAMLRequest',
  source: '6.3',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest().replaceAll('LogoutRequest', 'ManageNameIDRequest')),
  }),
  wanted: { rule: 'message_type' },
});
