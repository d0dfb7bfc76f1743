import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 3: the forged assertion stands before the signed one.
export default defineVector({
  title: 'XSW3, the ID of the signed element',
  source: '7.4, XSW3 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw3(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
