import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an encrypted assertion where encryption is not required',
  source: '6.1, 6',
  make: (kit) => ({ body: kit.answer(), settings: { requireEncryption: false } }),
  wanted: 'accepted',
});
