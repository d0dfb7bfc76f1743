import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'xmlenc11 rsa-oaep, digest SHA-256, mask not stated and so SHA-1',
  source: '7.4, MGF omitted',
  make: (kit) => kit.answer({}, { encryption: { transport: 'oaep11', digest: 'sha256', stateMgf: false } }),
  wanted: 'accepted',
});
