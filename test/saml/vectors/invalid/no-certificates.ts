import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a provider without certificates',
  source: '2.1',
  make: (kit) => ({ body: kit.answer(), provider: { certificates: [] } }),
  wanted: { rule: 'signature', page: 'failed' },
});
