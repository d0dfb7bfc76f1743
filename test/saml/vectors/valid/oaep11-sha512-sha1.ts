import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'xmlenc11 rsa-oaep, digest SHA-512, mask SHA-1 stated',
  source: '2.4',
  make: (kit) => kit.answer({}, { encryption: { transport: 'oaep11', digest: 'sha512' } }),
  wanted: 'accepted',
});
