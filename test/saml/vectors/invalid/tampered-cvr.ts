import { defineVector } from '../../forge/vector.ts';

// Attack: another authority put into a genuine answer.
export default defineVector({
  title: 'another CVR number in a signed assertion',
  source: '7.4, tampered CVR',
  make: (kit) =>
    kit.plain(
      kit.response(kit.swap(kit.sign(kit.assertion()), `>${kit.genuine.cvr}<`, `>${kit.forged.cvr}<`)),
    ),
  wanted: { rule: 'signature', page: 'failed' },
});
