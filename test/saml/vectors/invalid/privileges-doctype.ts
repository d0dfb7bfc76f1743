import { defineVector } from '../../forge/vector.ts';

// Attack: what a message may not declare, a list inside it may not either.
export default defineVector({
  title: 'a DOCTYPE inside the privileges',
  source: '4, refuse DTD',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('anmoder'), {
          prologue: '<!DOCTYPE r [<!ENTITY x "y">]>',
        }),
      }),
    }),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
