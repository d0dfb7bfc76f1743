import { defineVector } from '../../forge/vector.ts';

// Attack: SHA-1 collisions can be made for money.
export default defineVector({
  title: 'RSA-SHA1 signature',
  source: '7.4, RSA-SHA1 signature',
  make: (kit) => kit.answer({}, { signing: { hash: 'sha1', digest: 'sha1' } }),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
