import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: '2,000 privilege groups',
  source: '4, cap groups',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          '<PrivilegeGroup Scope="x"/>'.repeat(1999) + kit.grant('anmoder'),
        ),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }] } },
});
