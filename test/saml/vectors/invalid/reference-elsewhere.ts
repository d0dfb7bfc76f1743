import { defineVector } from '../../forge/vector.ts';

// Attack: a true signature of one assertion carried by another with an ID of its own.
export default defineVector({
  title: "a Reference to an ID that is not the owner's",
  source: '6.1, 8',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(kit.sign(kit.assertion()), ` ID="${kit.assertionId}"`, ' ID="_b00000000000000000"'),
      ),
    ),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
