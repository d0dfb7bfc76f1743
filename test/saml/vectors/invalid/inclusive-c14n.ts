import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'inclusive canonical XML',
  source: '6.1, 8',
  make: (kit) => kit.answer({}, { signing: { c14n: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' } }),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
