import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'success without an assertion',
  source: '6.1, 6',
  make: (kit) => kit.form(kit.response('')),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
