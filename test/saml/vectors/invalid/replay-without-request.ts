import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an answer in a browser that began no login',
  source: '7.4, InResponseTo unknown',
  make: (kit) => ({ body: kit.answer(), begun: null }),
  wanted: { rule: 'request_unknown', page: 'start_again' },
});
