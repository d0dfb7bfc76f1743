import { defineVector } from '../../forge/vector.ts';

// Attack: the second written in escapes, for whoever compares before decoding.
export default defineVector({
  title: 'two SAMLResponse parameters, one name in escapes',
  source: '6.1, 1',
  make: (kit) =>
    `${kit.answer()}&${kit.form(kit.response(kit.forgedAssertion())).replace('SAMLResponse', 'SAMLRespons%65')}`,
  wanted: { rule: 'form', page: 'failed' },
});
