import { defineVector } from '../../forge/vector.ts';
import { genuine } from '../../forge/world.ts';

// Attack: a display name that holds a serial of its own; names are joined without escaping.
export default defineVector({
  title: 'a name that holds a serial does not change the serial',
  source: '3.3, the last Serial wins',
  make: (kit) =>
    kit.answer({
      nameId: `C=DK,O=29189366,CN=Eva,Serial=aaaaaaaa-0000-4000-8000-000000000000,Serial=${kit.genuine.serial}`,
    }),
  wanted: {
    accepted: {
      person: { ...genuine, name: 'Eva,Serial=aaaaaaaa-0000-4000-8000-000000000000' },
    },
  },
});
