import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 3: the forged assertion stands before the signed one.
export default defineVector({
  title: 'XSW3, an ID of its own',
  source: '7.4, XSW3 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw3(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
