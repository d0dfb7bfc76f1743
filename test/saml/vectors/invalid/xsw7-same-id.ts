import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 7: the forged assertion hides in Extensions.
export default defineVector({
  title: 'XSW7, the ID of the signed element',
  source: '7.4, XSW7 (same ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw7(true)),
  wanted: { rule: 'xml_id', page: 'failed' },
});
