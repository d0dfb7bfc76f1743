import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 5: the forged assertion carries the signature, the signed one follows without.
export default defineVector({
  title: 'XSW5, the ID of the signed element',
  source: '7.4, XSW5 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw5(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
