import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'UTF-16 without a byte order mark',
  source: '6.1, 1, valid UTF-8',
  make: (kit) => kit.plain(Buffer.from(kit.response(''), 'utf16le')),
  wanted: { rule: 'encoding', page: 'failed' },
});
