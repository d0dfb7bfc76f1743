import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a LogoutResponse where an answer should be',
  source: '6.1, 3',
  make: (kit) => kit.form(kit.response('').replaceAll('samlp:Response', 'samlp:LogoutResponse')),
  wanted: { rule: 'message_type', page: 'failed' },
});
