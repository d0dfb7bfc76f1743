import { defineVector } from '../../forge/vector.ts';

// Attack: two levels in one assertion, the higher where the reader looks.
export default defineVector({
  title: 'a lower AuthnContextClassRef than the attribute',
  source: '6.1, 11, not contradicted',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.level]: 'High' }) }),
  wanted: { rule: 'level_contradicted', page: 'failed' },
});
