import { defineVector } from '../../forge/vector.ts';

// The role catalogue of some municipalities sends a limit without a value; nothing is not everything.
export default defineVector({
  title: 'an empty constraint takes the grant with it',
  source: '4, missing or empty',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant('godkender', kit.constraint(kit.unitConstraint, ' ')) +
            kit.grant('anmoder', kit.constraint(kit.unitConstraint, ' , ,')),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: '29189366', reason: 'constraint_empty' }] } },
});
