import { defineVector } from '../../forge/vector.ts';

// Attack: a changed bit in the ciphertext.
export default defineVector({
  title: 'one bit of the GCM ciphertext flipped',
  source: '7.4, GCM bit flipped',
  make: (kit) =>
    kit.answer(
      {},
      {
        encryption: { spoil: (bytes) => Buffer.from(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte))) },
      },
    ),
  wanted: { rule: 'decryption', page: 'failed' },
});
