import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two AuthnStatements',
  source: '6.1, 11',
  make: (kit) => {
    const [one = ''] = /<saml:AuthnStatement [^]*<\/saml:AuthnStatement>/.exec(kit.assertion()) ?? [];
    return kit.answer({ statement: one.repeat(2) });
  },
  wanted: { rule: 'authn_statement', page: 'failed' },
});
