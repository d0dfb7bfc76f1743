import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the login cannot be strong enough',
  source: '6.4, NoAuthnContext',
  make: (kit) => kit.form(kit.response('', { status: kit.status('Responder', 'NoAuthnContext') })),
  wanted: { rule: 'status_too_weak', page: 'too_weak' },
});
