import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a form of more than a megabyte',
  source: '6.1, 1, body cap',
  make: (kit) => `${kit.answer()}&x=${'x'.repeat(1024 * 1024)}`,
  wanted: { rule: 'size', page: 'failed' },
});
