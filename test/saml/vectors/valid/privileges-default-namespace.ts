import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a privilege list in a default namespace',
  source: "4, children in no namespace or the root's",
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.base64(
          `<PrivilegeList xmlns="http://digst.dk/oiosaml/basic_privilege_profile">${kit.grant('anmoder')}</PrivilegeList>`,
        ),
      }),
    }),
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
