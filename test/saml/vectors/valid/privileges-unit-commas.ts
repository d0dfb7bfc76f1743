import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a role limited to units, as one value with commas',
  source: '4, one comma-separated value',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant(
            'godkender',
            kit.constraint(
              kit.unitConstraint,
              '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21, 5c8e3f71-3a1f-4b68-9b1f-2dae7a6c4b32,',
            ),
          ),
        ),
      }),
    }),
  wanted: {
    accepted: {
      grants: [
        {
          cvr: '29189366',
          role: 'manager',
          units: ['4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21', '5c8e3f71-3a1f-4b68-9b1f-2dae7a6c4b32'],
        },
      ],
      dropped: [],
    },
  },
});
