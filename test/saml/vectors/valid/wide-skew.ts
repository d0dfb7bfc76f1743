import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the widest skew, three minutes',
  source: '6.1, 10, skew 60–180 s',
  make: (kit) => ({
    body: kit.answer({ until: kit.iso(kit.now - 179_999) }),
    settings: { clockSkewSeconds: 180 },
  }),
  wanted: 'accepted',
});
