import { defineVector } from '../../forge/vector.ts';

// Attack: KeyInfo shows the right certificate, another key signed.
export default defineVector({
  title: 'signed by a stranger, KeyInfo showing the provider',
  source: '6.1, cryptography',
  make: (kit) =>
    kit.plain(
      kit.response(kit.sign(kit.forgedAssertion(), { key: kit.keys.attacker, shown: kit.keys.provider })),
    ),
  wanted: { rule: 'signature', page: 'failed' },
});
