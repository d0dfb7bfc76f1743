import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a persistent NameID, the name from attributes',
  source: '3.3, OIOSAML 3 proper',
  make: (kit) =>
    kit.answer({
      format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      nameId: `https://data.gov.dk/model/core/eid/professional/uuid/${kit.genuine.serial}`,
      attributes: kit.attributes({ 'https://data.gov.dk/model/core/eid/fullName': kit.genuine.name }),
    }),
  wanted: {
    accepted: {
      nameId: {
        value: 'https://data.gov.dk/model/core/eid/professional/uuid/0b2c7c1e-53a4-4f0b-9d5e-6a8f0a1c2d3e',
        format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      },
    },
  },
});
