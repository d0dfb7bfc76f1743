import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a signature without KeyInfo',
  source: '6.1, cryptography',
  make: (kit) => kit.answer({}, { signing: { shown: null } }),
  wanted: 'accepted',
});
