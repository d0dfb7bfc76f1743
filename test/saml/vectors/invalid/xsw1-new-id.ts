import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 1: the forged Response keeps the signed one inside its signature.
export default defineVector({
  title: 'XSW1, an ID of its own',
  source: '7.4, XSW1 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw1(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
