import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'our entityID as Recipient, as the old Context Handler wrote it',
  source: '3.1',
  make: (kit) => kit.answer({ recipient: kit.entityId }),
  wanted: { rule: 'recipient', page: 'failed' },
});
