import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no signature',
  source: '7.4, unsigned',
  make: (kit) => kit.plain(kit.response(kit.assertion())),
  wanted: { rule: 'signature_missing', page: 'failed' },
});
