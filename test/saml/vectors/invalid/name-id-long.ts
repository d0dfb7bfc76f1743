import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NameID of thousands of characters',
  source: '3.3',
  make: (kit) => kit.answer({ nameId: kit.nameIdOf({ ...kit.genuine, name: 'A'.repeat(4000) }) }),
  wanted: { rule: 'name_id', page: 'failed' },
});
