import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a character that is not base64',
  source: '6.1, 1',
  make: (kit) => kit.answer().replace('SAMLResponse=P', 'SAMLResponse=%2A'),
  wanted: { rule: 'encoding', page: 'failed' },
});
