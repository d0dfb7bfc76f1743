import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'xmlenc11 rsa-oaep with SHA-1 throughout',
  source: '2.4',
  make: (kit) => kit.answer({}, { encryption: { transport: 'oaep11' } }),
  wanted: 'accepted',
});
