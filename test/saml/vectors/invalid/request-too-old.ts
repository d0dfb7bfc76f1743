import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an answer fifteen minutes after the login was begun',
  source: '2.5',
  make: (kit) => ({ body: kit.answer(), begun: kit.now - 15 * kit.minute }),
  wanted: { rule: 'request_too_old', page: 'start_again' },
});
