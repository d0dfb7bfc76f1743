import { defineVector } from '../../forge/vector.ts';

// Attack: a character written longer than it is; lax readers see a less-than sign.
export default defineVector({
  title: 'an overlong UTF-8 sequence',
  source: '6.1, 1, valid UTF-8',
  make: (kit) => kit.plain(Buffer.concat([Buffer.from([0xc0, 0xbc]), Buffer.from(kit.response(''))])),
  wanted: { rule: 'encoding', page: 'failed' },
});
