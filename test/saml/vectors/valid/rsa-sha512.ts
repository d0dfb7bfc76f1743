import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'RSA-SHA512 with a SHA-512 digest',
  source: '2.4',
  make: (kit) => kit.answer({}, { signing: { hash: 'sha512', digest: 'sha512' } }),
  wanted: 'accepted',
});
