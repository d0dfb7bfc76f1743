import { defineVector } from '../../forge/vector.ts';

// Attack: Bleichenbacher's padding oracle.
export default defineVector({
  title: 'RSA 1.5 key transport',
  source: '7.4, RSA 1.5 key transport',
  make: (kit) => ({
    body: kit.answer({}, { encryption: { transport: 'rsa-1_5' } }),
    settings: { allowCbc: true },
  }),
  wanted: { rule: 'encryption_algorithm', page: 'failed' },
});
