import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an EncryptedKey without KeyInfo',
  source: '2.4',
  make: (kit) => kit.answer({}, { encryption: { keyInfo: '' } }),
  wanted: 'accepted',
});
