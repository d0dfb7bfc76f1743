import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the provider refuses',
  source: '6.4, RequestDenied',
  make: (kit) => kit.form(kit.response('', { status: kit.status('Requester', 'RequestDenied') })),
  wanted: { rule: 'status_cancelled', page: 'cancelled' },
});
