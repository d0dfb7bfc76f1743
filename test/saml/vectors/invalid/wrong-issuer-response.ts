import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'another issuer of the Response',
  source: '6.1, 4',
  make: (kit) =>
    kit.answer({}, { frame: { issuer: '<saml:Issuer>https://saml.anden.example</saml:Issuer>' } }),
  wanted: { rule: 'issuer', page: 'failed' },
});
