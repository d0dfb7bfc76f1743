import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a constraint left for the provider to fill in takes the grant with it',
  source: '5, names ending in /parametric',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.grant('godkender', kit.constraint(`${kit.unitConstraint}/parametric`, 'x')),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: '29189366', reason: 'constraint_parametric' }] } },
});
