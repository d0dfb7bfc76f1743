import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 5: the forged assertion carries the signature, the signed one follows without.
export default defineVector({
  title: 'XSW5, an ID of its own',
  source: '7.4, XSW5 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw5(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
