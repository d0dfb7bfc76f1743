import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'rsa-oaep-mgf1p with a SHA-256 digest: the mask stays SHA-1',
  source: '7.4, rsa-oaep-mgf1p with SHA-256 digest',
  make: (kit) => kit.answer({}, { encryption: { digest: 'sha256' } }),
  wanted: 'accepted',
});
