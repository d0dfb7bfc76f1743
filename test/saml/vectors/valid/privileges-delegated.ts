import { defineVector } from '../../forge/vector.ts';

// The tenant is the scope's authority, not the person's own.
export default defineVector({
  title: 'roles at two other authorities',
  source: '4, tenant = CVR in Scope; delegation',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant('anmoder', '', '29190623') + kit.grant('revisor', '', '12345674'),
        ),
      }),
    }),
  wanted: {
    accepted: {
      grants: [
        { cvr: '29190623', role: 'employee', units: null },
        { cvr: '12345674', role: 'auditor', units: null },
      ],
      dropped: [],
    },
  },
});
