import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the issuer with a slash at the end',
  source: '2.1, compare Issuer exactly',
  make: (kit) => kit.answer({}, { frame: { issuer: `<saml:Issuer>${kit.issuer}/</saml:Issuer>` } }),
  wanted: { rule: 'issuer', page: 'failed' },
});
