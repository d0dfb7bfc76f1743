import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the person gave up, or the login failed',
  source: '6.4, AuthnFailed',
  make: (kit) => kit.form(kit.response('', { status: kit.status('Responder', 'AuthnFailed') })),
  wanted: { rule: 'status_cancelled', page: 'cancelled' },
});
