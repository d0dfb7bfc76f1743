import { defineVector } from '../../forge/vector.ts';

// Attack: CBC can be changed byte by byte while the answers tell what is inside.
export default defineVector({
  title: 'AES-256-CBC where it is off',
  source: '2.4, AES-CBC only behind a switch',
  make: (kit) => kit.answer({}, { encryption: { content: 'aes256-cbc' } }),
  wanted: { rule: 'encryption_algorithm', page: 'failed' },
});
