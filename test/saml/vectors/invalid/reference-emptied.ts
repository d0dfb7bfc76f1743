import { defineVector } from '../../forge/vector.ts';

// Attack: an empty URI means the whole document, which is not what is read.
export default defineVector({
  title: 'a Reference with an empty URI',
  source: '7.4, emptied Reference',
  make: (kit) =>
    kit.plain(kit.response(kit.swap(kit.sign(kit.assertion()), `URI="#${kit.assertionId}"`, 'URI=""'))),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
