import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: a few kilobytes that unfold to a gigabyte.
export default defineLogoutVector({
  title: 'a message that unfolds to more than half a megabyte',
  source: '6.1, 1, body cap',
  make: (kit) => ({ binding: 'redirect', query: kit.redirect(`<r>${' '.repeat(5_000_000)}</r>`) }),
  wanted: { rule: 'encoding' },
});
