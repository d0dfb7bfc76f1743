import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'OAEP with a label',
  source: 'XML-Enc 1.1, 5.5.2',
  make: (kit) => kit.answer({}, { encryption: { label: Buffer.from('etiket') } }),
  wanted: 'accepted',
});
