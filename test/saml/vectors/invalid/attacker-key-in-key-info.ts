import { defineVector } from '../../forge/vector.ts';

// Attack: the message brings the key it wants to be checked with.
export default defineVector({
  title: 'signed by a stranger whose certificate is in KeyInfo',
  source: '7.4, attacker key in KeyInfo',
  make: (kit) =>
    kit.plain(
      kit.response(kit.sign(kit.forgedAssertion(), { key: kit.keys.attacker, shown: kit.keys.attacker })),
    ),
  wanted: { rule: 'signature', page: 'failed' },
});
