import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'RSA-SHA256 over a SHA-1 digest',
  source: '2.4',
  make: (kit) => kit.answer({}, { signing: { digest: 'sha1' } }),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
