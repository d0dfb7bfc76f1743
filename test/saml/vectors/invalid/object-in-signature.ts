import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an Object beside the signature value',
  source: '6.1, 8',
  make: (kit) =>
    kit.plain(
      kit.response(kit.swap(kit.sign(kit.assertion()), '</ds:Signature>', '<ds:Object/></ds:Signature>')),
    ),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
