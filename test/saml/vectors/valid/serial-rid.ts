import { defineVector } from '../../forge/vector.ts';
import { genuine } from '../../forge/world.ts';

export default defineVector({
  title: 'the serial of an older sample',
  source: '3.3',
  make: (kit) =>
    kit.answer({ nameId: 'C=DK,O=29189366,CN=Anna Testesen,Serial=CVR:29189366-RID:1203942934411' }),
  wanted: {
    accepted: {
      person: { ...genuine, serial: 'CVR:29189366-RID:1203942934411' },
    },
  },
});
