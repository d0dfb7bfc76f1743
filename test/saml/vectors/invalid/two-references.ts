import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two References in one signature',
  source: '6.1, 8',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.assertion(), { also: "/*/*[local-name()='Subject']" }))),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
