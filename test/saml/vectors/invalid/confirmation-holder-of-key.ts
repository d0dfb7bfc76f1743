import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a confirmation that asks for the holder of a key',
  source: '6.1, 9',
  make: (kit) => kit.answer({ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }),
  wanted: { rule: 'confirmation', page: 'failed' },
});
