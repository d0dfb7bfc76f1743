import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a DOCTYPE in a logout',
  source: '6.1, 2',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(`<!DOCTYPE r>${kit.logoutRequest()}`) }),
  wanted: { rule: 'xml_declaration' },
});
