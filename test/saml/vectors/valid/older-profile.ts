import { defineVector } from '../../forge/vector.ts';
import { genuine } from '../../forge/world.ts';

export default defineVector({
  title: 'the whole OIOSAML 2 profile',
  source: '3.4',
  make: (kit) => ({
    body: kit.answer({
      classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
      attributes:
        kit.attribute(kit.olderNames.spec, 'DK-SAML-2.0') +
        kit.attribute(kit.names.kombit, '1.0') +
        kit.attribute(kit.names.nist, '3') +
        kit.attribute(kit.olderNames.cvr, kit.genuine.cvr) +
        kit.attribute(kit.olderNames.privileges, kit.privilegeList(kit.grant('anmoder'))),
    }),
    settings: { acceptNistLevels: true },
  }),
  wanted: {
    accepted: {
      level: 'Substantial',
      person: { ...genuine, organisation: '' },
      grants: [{ cvr: '29189366', role: 'employee', units: null }],
    },
  },
});
