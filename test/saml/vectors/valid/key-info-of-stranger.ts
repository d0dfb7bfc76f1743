import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'signed by the provider, KeyInfo showing a stranger: what it says about keys is not read',
  source: '6.1, cryptography',
  make: (kit) => kit.answer({}, { signing: { shown: kit.keys.attacker } }),
  wanted: 'accepted',
});
