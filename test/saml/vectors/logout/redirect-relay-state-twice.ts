import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'two RelayStates',
  source: '7.5, duplicate parameters refused',
  make: (kit) => ({
    binding: 'redirect',
    query: `${kit.redirect(kit.logoutRequest(), { relayState: 'x' })}&RelayState=y`,
  }),
  wanted: { rule: 'query' },
});
