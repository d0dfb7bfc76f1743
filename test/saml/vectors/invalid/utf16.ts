import { defineVector } from '../../forge/vector.ts';

// Attack: a DOCTYPE in UTF-16 passes a search for its bytes.
export default defineVector({
  title: 'UTF-16',
  source: '6.1, 1, valid UTF-8',
  make: (kit) => kit.plain(Buffer.from(`\ufeff<!DOCTYPE r>${kit.response('')}`, 'utf16le')),
  wanted: { rule: 'encoding', page: 'failed' },
});
