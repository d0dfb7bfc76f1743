import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a privilege group inside a privilege group',
  source: '4',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.group(kit.grant('godkender'))),
      }),
    }),
  wanted: { rule: 'privileges', page: 'failed' },
});
