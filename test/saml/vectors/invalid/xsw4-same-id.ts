import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 4: the forged assertion wraps the signed one.
export default defineVector({
  title: 'XSW4, the ID of the signed element',
  source: '7.4, XSW4 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw4(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
