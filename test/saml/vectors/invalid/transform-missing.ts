import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the enveloped transform alone',
  source: '6.1, 8',
  make: (kit) =>
    kit.answer({}, { signing: { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature'] } }),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
