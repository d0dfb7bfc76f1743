import { defineVector } from '../../forge/vector.ts';

// Attack: a failed login carrying an assertion, for a reader that looks only at the assertion.
export default defineVector({
  title: 'status Responder with an assertion inside',
  source: '7.4, status Responder with an assertion inside',
  make: (kit) => kit.answer({}, { frame: { status: kit.status('Responder') } }),
  wanted: { rule: 'status', page: 'failed' },
});
