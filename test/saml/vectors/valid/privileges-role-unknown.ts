import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: "a role of nobody's, an https twin, capital letters and another version are not our roles",
  source: '4, unknown Privilege URI; compare URIs exactly',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          [
            kit.role('alt'),
            kit.role('godkender').replace('http:', 'https:'),
            kit.role('Godkender'),
            kit.role('godkender').replace('/1', '/2'),
            `${kit.role('godkender')}/`,
          ]
            .map((address) => kit.group(kit.privilege(address)))
            .join(''),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: '29189366', reason: 'role_unknown' }] } },
});
