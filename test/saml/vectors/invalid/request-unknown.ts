import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an answer to a login that nobody began',
  source: '7.4, InResponseTo unknown',
  make: (kit) =>
    kit.answer(
      { inResponseTo: '_0000000000000000000000000000000000000000' },
      { frame: { inResponseTo: '_0000000000000000000000000000000000000000' } },
    ),
  wanted: { rule: 'request_unknown', page: 'start_again' },
});
