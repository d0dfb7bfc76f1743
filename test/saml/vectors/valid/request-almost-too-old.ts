import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an answer a millisecond before fifteen minutes',
  source: '2.5',
  make: (kit) => ({ body: kit.answer(), begun: kit.now - 15 * kit.minute + 1 }),
  wanted: 'accepted',
});
