import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a UUID in capital letters is the same person',
  source: '3.3, account key',
  make: (kit) =>
    kit.answer({ nameId: `C=DK,O=29189366,CN=Anna Testesen,Serial=${kit.genuine.serial.toUpperCase()}` }),
  wanted: {
    accepted: {
      nameId: {
        value: 'C=DK,O=29189366,CN=Anna Testesen,Serial=0B2C7C1E-53A4-4F0B-9D5E-6A8F0A1C2D3E',
        format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
      },
    },
  },
});
