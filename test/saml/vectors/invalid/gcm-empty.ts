import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'nothing but the start of a GCM message',
  source: '2.4',
  make: (kit) => kit.answer({}, { encryption: { spoil: (bytes) => bytes.subarray(0, 12) } }),
  wanted: { rule: 'decryption', page: 'failed' },
});
