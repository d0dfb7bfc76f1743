import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'white space around an address, and a character written as a number',
  source: '4, trim text, decode entities',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.group(kit.privilege(`\n  ${kit.role('anmoder').replace('http', '&#104;ttp')}\n`)),
        ),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
