import { defineVector } from '../../forge/vector.ts';

// Attack: the answer read from a browser's history and posted again.
export default defineVector({
  title: 'the same answer posted again',
  source: '7.4, same Response posted twice',
  posts: { times: 2, how: 'in turn' },
  make: (kit) => kit.answer(),
  wanted: 'accepted',
});
