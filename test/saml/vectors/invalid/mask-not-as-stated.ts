import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a mask that is not the stated one',
  source: '2.4',
  make: (kit) =>
    kit.answer({}, { encryption: { transport: 'oaep11', digest: 'sha256', mgf: 'sha256', stateMgf: false } }),
  wanted: { rule: 'decryption', page: 'failed' },
});
