import { defineVector } from '../../forge/vector.ts';

// A limit that is not understood must not be left out: the grant goes with it.
export default defineVector({
  title: 'an unknown constraint takes the grant with it',
  source: '4, unknown Constraint name',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant(
            'godkender',
            kit.constraint('http://sts.kombit.dk/constraints/KLE/1', '27.12') +
              kit.constraint(kit.unitConstraint, '4b7d2f60-2f0e-4a57-8a0e-1c9d6f5b3a21'),
          ),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: '29189366', reason: 'constraint_unknown' }] } },
});
