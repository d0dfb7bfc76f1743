import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an empty query',
  source: '6.3',
  make: () => ({ binding: 'redirect', query: '' }),
  wanted: { rule: 'query' },
});
