import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'assertion and Response both signed',
  source: '7.4, signed assertion + Response',
  make: (kit) => kit.plain(kit.sign(kit.response(kit.sign(kit.assertion())))),
  wanted: 'accepted',
});
