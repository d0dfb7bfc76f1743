import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 2: the forged Response has the signed one beside its signature.
export default defineVector({
  title: 'XSW2, the ID of the signed element',
  source: '7.4, XSW2 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw2(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
