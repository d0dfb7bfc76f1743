import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST of more than a megabyte',
  source: '6.1, 1, body cap',
  make: () => ({ binding: 'post', body: `SAMLRequest=${'A'.repeat(1024 * 1024 + 1)}` }),
  wanted: { rule: 'size' },
});
