import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no Destination',
  source: '6.1, 4',
  make: (kit) => kit.answer({}, { frame: { destination: null } }),
  wanted: { rule: 'destination', page: 'failed' },
});
