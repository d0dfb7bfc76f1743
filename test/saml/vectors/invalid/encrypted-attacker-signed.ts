import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'encrypted for us, signed by a stranger',
  source: '7.4, encrypted attacker-signed',
  make: (kit) =>
    kit.form(kit.response(kit.encrypt(kit.sign(kit.forgedAssertion(), { key: kit.keys.attacker })))),
  wanted: { rule: 'signature', page: 'failed' },
});
