import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no Recipient',
  source: '6.1, 9',
  make: (kit) => kit.answer({ recipient: null }),
  wanted: { rule: 'recipient', page: 'failed' },
});
