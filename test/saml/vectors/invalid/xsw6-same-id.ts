import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 6: the signature in the forged assertion holds the signed one.
export default defineVector({
  title: 'XSW6, the ID of the signed element',
  source: '7.4, XSW6 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw6(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
