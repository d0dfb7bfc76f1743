import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a confirmation without data',
  source: '6.1, 9',
  make: (kit) =>
    kit.answer({
      confirmation: '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>',
    }),
  wanted: { rule: 'confirmation', page: 'failed' },
});
