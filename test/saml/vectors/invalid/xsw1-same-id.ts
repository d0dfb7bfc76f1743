import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 1: the forged Response keeps the signed one inside its signature.
export default defineVector({
  title: 'XSW1, the ID of the signed element',
  source: '7.4, XSW1 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw1(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
