import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'privileges in another namespace',
  source: '4',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(kit.grant('anmoder'), {
          namespace: 'http://ond.example/profile',
        }),
      }),
    }),
  wanted: { rule: 'privileges', page: 'failed' },
});
