import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'nobody is logged in at the provider',
  source: '6.4, NoPassive',
  make: (kit) => kit.form(kit.response('', { status: kit.status('Responder', 'NoPassive') })),
  wanted: { rule: 'status_no_passive', page: 'silent' },
});
