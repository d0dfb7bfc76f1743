import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: '3DES, even where CBC is switched on',
  source: '2.4, 3DES never',
  make: (kit) => ({
    body: kit.answer({}, { encryption: { content: 'des-ede3-cbc' } }),
    settings: { allowCbc: true },
  }),
  wanted: { rule: 'encryption_algorithm', page: 'failed' },
});
