import { defineVector } from '../../forge/vector.ts';

// Attack: the second confirmation is for another service, or for no request.
export default defineVector({
  title: 'two SubjectConfirmations',
  source: '6.1, 9',
  make: (kit) => {
    const [one = ''] =
      /<saml:SubjectConfirmation [^]*<\/saml:SubjectConfirmation>/.exec(kit.assertion()) ?? [];
    return kit.answer({ confirmation: one.repeat(2) });
  },
  wanted: { rule: 'confirmation', page: 'failed' },
});
