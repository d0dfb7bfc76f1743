import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NameID without Format',
  source: '3.3',
  make: (kit) => kit.answer({ format: null }),
  wanted: { rule: 'name_id', page: 'failed' },
});
