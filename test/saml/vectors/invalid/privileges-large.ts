import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'privileges of more than 256 KiB',
  source: '4, cap decoded size',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(`<!--${'x'.repeat(256 * 1024)}-->`),
      }),
    }),
  wanted: { rule: 'size', page: 'failed' },
});
