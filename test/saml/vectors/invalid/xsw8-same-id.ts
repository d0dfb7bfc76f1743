import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 8: the signature in the forged assertion hides the signed one in an Object.
export default defineVector({
  title: 'XSW8, the ID of the signed element',
  source: '7.4, XSW8 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw8(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
