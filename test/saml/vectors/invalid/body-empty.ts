import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'nothing posted',
  source: '6.1, 1',
  make: () => '',
  wanted: { rule: 'form', page: 'failed' },
});
