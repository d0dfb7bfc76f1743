import { defineVector } from '../../forge/vector.ts';

// Attack: another person's NameID put into a genuine answer.
export default defineVector({
  title: 'another NameID in a signed assertion',
  source: '7.4, tampered NameID',
  make: (kit) =>
    kit.plain(
      kit.response(kit.swap(kit.sign(kit.assertion()), kit.nameIdOf(kit.genuine), kit.nameIdOf(kit.forged))),
    ),
  wanted: { rule: 'signature', page: 'failed' },
});
