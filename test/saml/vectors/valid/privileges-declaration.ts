import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an XML declaration before the privileges',
  source: '4, sample',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('anmoder'), {
          prologue: '<?xml version="1.0" encoding="UTF-8"?>\n',
        }),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
