import { defineVector } from '../../forge/vector.ts';

// Attack: the limit of one group lost because another group of the same role has none, or the other way round.
export default defineVector({
  title: 'constraints of one group are never those of another',
  source: '4, never merge constraints across groups',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant('godkender', kit.constraint(kit.unitConstraint, '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21')) +
            kit.grant('godkender', '', '29190623'),
        ),
      }),
    }),
  wanted: {
    accepted: {
      grants: [
        { cvr: '29189366', role: 'manager', units: ['4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21'] },
        { cvr: '29190623', role: 'manager', units: null },
      ],
      dropped: [],
    },
  },
});
