import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a RelayState that is signed too',
  source: '6.3, same RelayState',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), { relayState: 'tilstand 1/æ+&=' }),
  }),
  wanted: { accepted: { relayState: 'tilstand 1/æ+&=' } },
});
