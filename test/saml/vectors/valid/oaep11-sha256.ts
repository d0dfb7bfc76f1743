import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'xmlenc11 rsa-oaep, digest and mask SHA-256',
  source: '7.4, xmlenc11#rsa-oaep SHA-256/MGF-SHA-256',
  make: (kit) => kit.answer({}, { encryption: { transport: 'oaep11', digest: 'sha256', mgf: 'sha256' } }),
  wanted: 'accepted',
});
