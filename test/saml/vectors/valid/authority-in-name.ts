import { defineVector } from '../../forge/vector.ts';
import { genuine } from '../../forge/world.ts';

// Attack: a display name that holds an authority of its own.
export default defineVector({
  title: 'a name that holds a CVR number does not change the authority',
  source: '3.3',
  make: (kit) =>
    kit.answer({ nameId: `C=DK,O=29189366,CN=Eva,O=12345674,CN=Åse Ærø,Serial=${kit.genuine.serial}` }),
  wanted: {
    accepted: {
      person: { ...genuine, name: 'Eva,O=12345674,CN=Åse Ærø' },
    },
  },
});
