import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an element inside the NameID',
  source: '3.3',
  make: (kit) => kit.answer({ nameId: `C=DK,O=29189366,CN=<b>Anna</b>,Serial=${kit.genuine.serial}` }),
  wanted: { rule: 'name_id', page: 'failed' },
});
