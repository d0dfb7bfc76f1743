import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'spaces after commas and around equals signs',
  source: '3.3',
  make: (kit) =>
    kit.answer({ nameId: `C = DK, O = 29189366, CN = Anna Testesen, Serial = ${kit.genuine.serial}` }),
  wanted: {
    accepted: {
      nameId: {
        value: 'C = DK, O = 29189366, CN = Anna Testesen, Serial = 0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e',
        format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
      },
    },
  },
});
