import { defineVector } from '../../forge/vector.ts';

// Attack: a provider of one authority that writes another's CVR number into one of the two places.
export default defineVector({
  title: "the NameID's authority is not the attribute's",
  source: '3.3; 6.1, 12',
  make: (kit) => kit.answer({ nameId: kit.nameIdOf({ ...kit.genuine, cvr: kit.forged.cvr }) }),
  wanted: { rule: 'cvr', page: 'failed' },
});
