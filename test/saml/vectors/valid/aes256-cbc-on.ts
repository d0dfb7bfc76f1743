import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'AES-256-CBC where it is switched on',
  source: '7.4, encrypted: AES-256-CBC',
  make: (kit) => ({
    body: kit.answer({}, { encryption: { content: 'aes256-cbc' } }),
    settings: { allowCbc: true },
  }),
  wanted: 'accepted',
});
