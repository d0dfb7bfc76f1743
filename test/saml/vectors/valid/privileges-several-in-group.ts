import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'several roles in one group, a constraint before them',
  source: '4, any order, 1..n privileges per group',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.group(
            kit.constraint(kit.unitConstraint, '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21') +
              kit.privilege(kit.role('anmoder')) +
              kit.privilege(kit.role('godkender')),
          ),
        ),
      }),
    }),
  wanted: {
    accepted: {
      grants: [
        { cvr: '29189366', role: 'employee', units: ['4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21'] },
        { cvr: '29189366', role: 'manager', units: ['4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21'] },
      ],
      dropped: [],
    },
  },
});
