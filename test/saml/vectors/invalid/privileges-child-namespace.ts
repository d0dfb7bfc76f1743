import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a privilege in a namespace of its own',
  source: "4, children in no namespace or the root's",
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.group(`<Privilege xmlns="urn:ond">${kit.role('godkender')}</Privilege>`),
        ),
      }),
    }),
  wanted: { rule: 'privileges', page: 'failed' },
});
