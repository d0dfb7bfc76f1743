import { defineVector } from '../../forge/vector.ts';

// A Response that was signed and then changed is nobody's answer, even where the assertion is whole.
export default defineVector({
  title: 'a signed Response whose own time was changed',
  source: '6.1, cryptography',
  make: (kit) =>
    kit.plain(
      kit
        .sign(kit.response(kit.sign(kit.assertion())))
        .replace(/(<samlp:Response [^>]*IssueInstant=")2026/, '$12025'),
    ),
  wanted: { rule: 'signature', page: 'failed' },
});
