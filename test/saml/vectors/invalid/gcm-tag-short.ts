import { defineVector } from '../../forge/vector.ts';

// Attack: a shorter tag is easier to guess.
export default defineVector({
  title: 'a GCM tag cut to four bytes',
  source: '2.4, 16-byte tag',
  make: (kit) => kit.answer({}, { encryption: { spoil: (bytes) => bytes.subarray(0, -12) } }),
  wanted: { rule: 'decryption', page: 'failed' },
});
