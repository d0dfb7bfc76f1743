import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NameID without serial',
  source: '3.3',
  make: (kit) => kit.answer({ nameId: 'C=DK,O=29189366,CN=Anna Testesen' }),
  wanted: { rule: 'name_id', page: 'failed' },
});
