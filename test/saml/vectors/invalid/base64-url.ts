import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the base64 of addresses',
  source: '6.1, 1, strict base64',
  make: (kit) => `SAMLResponse=${Buffer.from(`${kit.response('')}<!--???>>>-->`).toString('base64url')}`,
  wanted: { rule: 'encoding', page: 'failed' },
});
