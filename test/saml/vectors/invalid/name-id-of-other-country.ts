import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NameID of another country',
  source: '3.3',
  make: (kit) => kit.answer({ nameId: kit.nameIdOf(kit.genuine).replace('C=DK', 'C=SE') }),
  wanted: { rule: 'name_id', page: 'failed' },
});
