import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'Response and assertion with the same ID',
  source: '6.1, 3',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.assertion()), { id: kit.assertionId })),
  wanted: { rule: 'xml_id', page: 'failed' },
});
