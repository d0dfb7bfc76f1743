import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: "the provider's answer by POST",
  source: '6.3',
  make: (kit) => ({ binding: 'post', body: kit.logoutForm(kit.logoutResponse(), { kind: 'SAMLResponse' }) }),
  wanted: 'accepted',
});
