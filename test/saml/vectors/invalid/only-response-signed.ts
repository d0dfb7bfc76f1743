import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'only the Response signed',
  source: '7.4, only the Response signed',
  make: (kit) => kit.plain(kit.sign(kit.response(kit.assertion()))),
  wanted: { rule: 'signature_missing', page: 'failed' },
});
