import { defineVector } from '../../forge/vector.ts';

// The clock handed in counts, not the machine's.
export default defineVector({
  title: 'an answer of 2041',
  source: '6.5, inject the clock',
  make: (kit) => {
    const now = Date.parse('2041-02-03T04:05:06Z');
    const until = kit.iso(now + kit.minute);
    const body = kit.answer({ confirmedUntil: until, until, from: kit.iso(now), authnInstant: kit.iso(now) });
    return { body, now, begun: now - kit.minute };
  },
  wanted: 'accepted',
});
