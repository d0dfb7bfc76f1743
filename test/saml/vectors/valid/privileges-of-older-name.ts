import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the privileges under the older name only',
  source: '3.4',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: null,
        [kit.olderNames.privileges]: kit.privilegeList(kit.grant('anmoder')),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
