import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an assertion of version 1.1',
  source: '6.1, 7',
  make: (kit) => kit.answer({ version: '1.1' }),
  wanted: { rule: 'assertion_shape', page: 'failed' },
});
