import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'NIST level 1',
  source: '3.2',
  make: (kit) => ({
    body: kit.answer({ attributes: kit.attributes({ [kit.names.level]: null, [kit.names.nist]: '1' }) }),
    settings: { acceptNistLevels: true },
  }),
  wanted: { rule: 'level_missing', page: 'too_weak' },
});
