import { defineVector } from '../../forge/vector.ts';

// Attack: login forgery; the victim is logged in as the attacker by an answer they never asked for.
export default defineVector({
  title: 'an unsolicited answer',
  source: '7.4, InResponseTo missing',
  make: (kit) => kit.answer({ inResponseTo: null }, { frame: { inResponseTo: null } }),
  wanted: { rule: 'request_unknown', page: 'start_again' },
});
