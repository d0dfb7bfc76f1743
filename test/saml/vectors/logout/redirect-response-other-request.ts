import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Which request it answers is told, and the caller compares.
export default defineLogoutVector({
  title: 'an answer to another request is handed on with its number',
  source: '6.3, InResponseTo',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutResponse({ inResponseTo: '_ffff' }), { kind: 'SAMLResponse' }),
  }),
  wanted: { accepted: { inResponseTo: '_ffff' } },
});
