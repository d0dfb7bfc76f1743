import { defineVector } from '../../forge/vector.ts';

// Attack: signature wrapping, form 7: the forged assertion hides in Extensions.
export default defineVector({
  title: 'XSW7, an ID of its own',
  source: '7.4, XSW7 (new ID); Somorovsky et al., USENIX Security 2012',
  make: (kit) => kit.plain(kit.wraps.xsw7(false)),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
