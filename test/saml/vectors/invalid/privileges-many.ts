import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: '2,001 privilege groups',
  source: '4, cap groups',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList('<PrivilegeGroup Scope="x"/>'.repeat(2001)),
      }),
    }),
  wanted: { rule: 'privileges', page: 'failed' },
});
