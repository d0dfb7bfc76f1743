import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the older namespace of privilege lists',
  source: '4, digst.dk or itst.dk',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('anmoder'), {
          namespace: 'http://itst.dk/oiosaml/basic_privilege_profile',
        }),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
