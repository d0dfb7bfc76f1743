import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST with a RelayState',
  source: '6.3, same RelayState',
  make: (kit) => ({ binding: 'post', body: kit.logoutForm(kit.logoutRequest(), { relayState: 'tilstand' }) }),
  wanted: { accepted: { relayState: 'tilstand' } },
});
