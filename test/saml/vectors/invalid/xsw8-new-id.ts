import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 8: the signature in the forged assertion hides the signed one in an Object.
export default defineVector({
  title: 'XSW8, an ID of its own',
  source: '7.4, XSW8 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw8(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
