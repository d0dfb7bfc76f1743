import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'bytes that are no UTF-8',
  source: '6.1, 1, valid UTF-8',
  make: (kit) => kit.plain(Buffer.concat([Buffer.from(kit.response('')), Buffer.from([0xff, 0xfe])])),
  wanted: { rule: 'encoding', page: 'failed' },
});
