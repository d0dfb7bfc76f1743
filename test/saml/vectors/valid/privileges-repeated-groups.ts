import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the same group twice counts once',
  source: '4, remove duplicate groups',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('anmoder').repeat(2)),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
