import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'encrypted for the certificate we had before',
  source: '2.2, an old decryption key for roll-over',
  make: (kit) => kit.answer({}, { encryption: { to: kit.keys.ownBefore } }),
  wanted: 'accepted',
});
