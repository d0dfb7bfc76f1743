import { defineVector } from '../../forge/vector.ts';

// Attack: a comment inside an address, where readers disagree on the text.
export default defineVector({
  title: 'a comment inside the address of a role',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.group(kit.privilege(kit.role('godkender').replace('kender', '<!-- x -->kender'))),
        ),
      }),
    }),
  wanted: { rule: 'privileges', page: 'failed' },
});
