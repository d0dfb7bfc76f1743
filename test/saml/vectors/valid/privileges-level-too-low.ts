import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a role that needs a higher level gives nothing',
  source: '6.1, 11 and 14',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('administrator') + kit.grant('anmoder')),
      }),
    }),
  wanted: {
    accepted: {
      grants: [{ cvr: '29189366', role: 'employee', units: null }],
      dropped: [{ cvr: '29189366', reason: 'level_too_low' }],
    },
  },
});
