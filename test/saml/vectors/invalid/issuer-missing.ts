import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Response without issuer',
  source: '6.1, 4',
  make: (kit) => kit.answer({}, { frame: { issuer: '' } }),
  wanted: { rule: 'issuer', page: 'failed' },
});
