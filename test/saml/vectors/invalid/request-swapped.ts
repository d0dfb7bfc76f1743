import { defineVector } from '../../forge/vector.ts';

// Attack: a stolen assertion in a Response that says it answers this browser's login. The Response is not signed.
export default defineVector({
  title: 'the Response names our login, the assertion another',
  source: '7.4, InResponseTo swapped on the Response',
  make: (kit) => kit.answer({ inResponseTo: '_0000000000000000000000000000000000000000' }),
  wanted: { rule: 'confirmation_request', page: 'failed' },
});
