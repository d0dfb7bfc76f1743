import { defineVector } from '../../forge/vector.ts';

// An EncryptedAttribute could hold a second value of any name.
export default defineVector({
  title: 'an encrypted attribute among the others',
  source: '3.1',
  make: (kit) => kit.answer({ attributes: `${kit.attributes()}<saml:EncryptedAttribute/>` }),
  wanted: { rule: 'attribute_statement', page: 'failed' },
});
