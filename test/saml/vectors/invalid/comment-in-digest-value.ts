import { defineVector } from '../../forge/vector.ts';

// Attack: a reader that takes the first text of DigestValue takes the attacker's.
export default defineVector({
  title: 'a comment in DigestValue',
  source: 'CVE-2025-29775; 7.4',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          '<ds:DigestValue>',
          `<ds:DigestValue><!--${kit.base64(Buffer.alloc(32))}-->`,
        ),
      ),
    ),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
