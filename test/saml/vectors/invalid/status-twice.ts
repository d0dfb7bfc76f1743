import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Response with two statuses',
  source: '6.1, 4',
  make: (kit) =>
    kit.answer({}, { frame: { status: kit.status('Responder', 'AuthnFailed') + kit.status('Success') } }),
  wanted: { rule: 'message_shape', page: 'failed' },
});
