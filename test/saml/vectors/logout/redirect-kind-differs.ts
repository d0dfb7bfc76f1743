import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: a signed message of one kind sent as the other.
export default defineLogoutVector({
  title: 'a LogoutResponse as SAMLRequest',
  source: '6.3',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(kit.logoutResponse()) }),
  wanted: { rule: 'message_type' },
});
