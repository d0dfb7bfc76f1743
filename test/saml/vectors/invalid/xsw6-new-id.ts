import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 6: the signature in the forged assertion holds the signed one.
export default defineVector({
  title: 'XSW6, an ID of its own',
  source: '7.4, XSW6 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw6(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
