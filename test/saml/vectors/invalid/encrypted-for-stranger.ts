import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'encrypted for somebody else',
  source: '6.1, 7',
  make: (kit) => kit.answer({}, { encryption: { to: kit.keys.attacker } }),
  wanted: { rule: 'decryption', page: 'failed' },
});
