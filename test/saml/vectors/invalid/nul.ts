import { defineVector } from '../../forge/vector.ts';

// Attack: text that ends early for a reader in C.
export default defineVector({
  title: 'a NUL character',
  source: '6.1, 1',
  make: (kit) => kit.plain(kit.response(kit.swap(kit.sign(kit.assertion()), 'CN=Anna', 'CN=\0Anna'))),
  wanted: { rule: 'encoding', page: 'failed' },
});
