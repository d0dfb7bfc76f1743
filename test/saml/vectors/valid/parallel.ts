import { defineVector } from '../../forge/vector.ts';

// Attack: three at once, before the first has been written down.
export default defineVector({
  title: 'the same answer posted three times at once',
  source: '7.4, three parallel posts',
  posts: { times: 3, how: 'parallel' },
  make: (kit) => kit.answer(),
  wanted: 'accepted',
});
