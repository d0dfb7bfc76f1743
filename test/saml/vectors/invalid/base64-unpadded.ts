import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'base64 without its padding',
  source: '6.1, 1, strict base64',
  make: () => `SAMLResponse=${Buffer.from('<r>ab</r>ab').toString('base64').replace(/=+$/, '')}`,
  wanted: { rule: 'encoding', page: 'failed' },
});
