import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no AuthnStatement',
  source: '6.1, 11',
  make: (kit) => kit.answer({ statement: '' }),
  wanted: { rule: 'authn_statement', page: 'failed' },
});
