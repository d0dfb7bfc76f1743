import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 4: the forged assertion wraps the signed one.
export default defineVector({
  title: 'XSW4, an ID of its own',
  source: '7.4, XSW4 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw4(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
