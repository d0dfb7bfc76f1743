import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no AuthenticatingAuthority',
  source: '3.1',
  make: (kit) => kit.answer({ authority: '' }),
  wanted: { accepted: { authority: null } },
});
