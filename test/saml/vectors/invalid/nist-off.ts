import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NIST level where they do not count',
  source: '3.2, instead of NSIS',
  make: (kit) =>
    kit.answer({ attributes: kit.attributes({ [kit.names.level]: null, [kit.names.nist]: '4' }) }),
  wanted: { rule: 'level_missing', page: 'too_weak' },
});
