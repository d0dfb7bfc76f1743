import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'NIST level 3 where they count',
  source: '3.2, instead of NSIS',
  make: (kit) => ({
    body: kit.answer({ attributes: kit.attributes({ [kit.names.level]: null, [kit.names.nist]: '3' }) }),
    settings: { acceptNistLevels: true },
  }),
  wanted: { accepted: { level: 'Substantial' } },
});
