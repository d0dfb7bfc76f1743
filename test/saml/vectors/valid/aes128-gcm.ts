import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'AES-128-GCM',
  source: '2.4',
  make: (kit) => kit.answer({}, { encryption: { content: 'aes128-gcm' } }),
  wanted: 'accepted',
});
