import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a signed assertion, not encrypted, where the environment allows it',
  source: '7.4, signed assertion, plain',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.assertion()))),
  wanted: 'accepted',
});
