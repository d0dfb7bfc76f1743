import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two Conditions',
  source: '6.1, 10',
  make: (kit) => {
    const [conditions = ''] = /<saml:Conditions [^]*<\/saml:Conditions>/.exec(kit.assertion()) ?? [];
    return kit.answer({ conditions: conditions.repeat(2) });
  },
  wanted: { rule: 'conditions', page: 'failed' },
});
