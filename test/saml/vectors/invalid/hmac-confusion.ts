import { defineVector } from '../../forge/vector.ts';

// Attack: HMAC keyed by the provider's certificate, which is public.
export default defineVector({
  title: 'HMAC instead of RSA, keyed by the certificate',
  source: '7.4, HMAC confusion',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.forgedAssertion(), { hash: 'hmac' }))),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
