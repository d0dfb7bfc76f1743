import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an escape that is none',
  source: '6.1, 1',
  make: () => 'SAMLResponse=%ZZ',
  wanted: { rule: 'form', page: 'failed' },
});
