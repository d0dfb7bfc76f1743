import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'both privilege attributes, saying the same',
  source: '3.4',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({ [kit.olderNames.privileges]: kit.privilegeList(kit.grant('anmoder')) }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
