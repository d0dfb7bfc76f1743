import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a NIST level that is none',
  source: '3.2',
  make: (kit) => ({
    body: kit.answer({ attributes: kit.attributes({ [kit.names.level]: null, [kit.names.nist]: '5' }) }),
    settings: { acceptNistLevels: true },
  }),
  wanted: { rule: 'level_unknown', page: 'failed' },
});
