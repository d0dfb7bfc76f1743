import { defineVector } from '../../forge/vector.ts';

// Attack: an answer that another service received, played on.
export default defineVector({
  title: 'another Recipient',
  source: '7.4, wrong Recipient',
  make: (kit) => kit.answer({ recipient: 'https://anden.example/auth/saml/acs' }),
  wanted: { rule: 'recipient', page: 'failed' },
});
