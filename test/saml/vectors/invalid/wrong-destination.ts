import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'another Destination',
  source: '7.4, wrong Destination',
  make: (kit) => kit.answer({}, { frame: { destination: 'https://anden.example/auth/saml/acs' } }),
  wanted: { rule: 'destination', page: 'failed' },
});
