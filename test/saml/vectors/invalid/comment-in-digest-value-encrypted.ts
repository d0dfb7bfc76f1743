import { defineVector } from '../../forge/vector.ts';

// Attack: the same inside the encryption.
export default defineVector({
  title: 'a comment in DigestValue inside the encryption',
  source: 'CVE-2025-29775',
  make: (kit) =>
    kit.form(
      kit.response(
        kit.encrypt(kit.swap(kit.sign(kit.assertion()), '<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->')),
      ),
    ),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
