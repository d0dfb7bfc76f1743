import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'AES-128-CBC where it is switched on',
  source: '7.4, encrypted: AES-128-CBC',
  make: (kit) => ({
    body: kit.answer({}, { encryption: { content: 'aes128-cbc' } }),
    settings: { allowCbc: true },
  }),
  wanted: 'accepted',
});
