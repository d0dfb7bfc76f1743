import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: one reader verifies the first, another acts on the last.
export default defineLogoutVector({
  title: 'two SAMLRequest parameters',
  source: '7.5, duplicate parameters refused',
  make: (kit) => {
    const query = kit.redirect(kit.logoutRequest());
    return { binding: 'redirect', query: `${query}&${query.split('&')[0] ?? ''}` };
  },
  wanted: { rule: 'query' },
});
