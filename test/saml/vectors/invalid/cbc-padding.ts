import { defineVector } from '../../forge/vector.ts';

// Attack: the padding oracle asks with changed last blocks. The answer must be the same as for any other bytes.
export default defineVector({
  title: 'a changed last byte of AES-CBC',
  source: '2.4; 6.1, one generic error',
  make: (kit) => ({
    body: kit.answer(
      {},
      {
        encryption: {
          content: 'aes256-cbc',
          spoil: (bytes) =>
            Buffer.from(bytes.map((byte, at) => (at === bytes.length - 17 ? byte ^ 0x80 : byte))),
        },
      },
    ),
    settings: { allowCbc: true },
  }),
  wanted: { rule: 'decryption', page: 'failed' },
});
