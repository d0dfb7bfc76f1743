import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a message that is not deflated',
  source: '2.5',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect('', { bytes: Buffer.from(kit.logoutRequest()) }),
  }),
  wanted: { rule: 'encoding' },
});
