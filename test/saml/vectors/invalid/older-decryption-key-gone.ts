import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'encrypted for a certificate we have put away',
  source: '2.2',
  make: (kit) => ({
    body: kit.answer({}, { encryption: { to: kit.keys.ownBefore } }),
    settings: { decryption: [kit.keys.own] },
  }),
  wanted: { rule: 'decryption', page: 'failed' },
});
