import { defineVector } from '../../forge/vector.ts';

// Attack: one reader takes the first parameter, another the last.
export default defineVector({
  title: 'two SAMLResponse parameters',
  source: '6.1, 1',
  make: (kit) => `${kit.answer()}&${kit.form(kit.response(kit.forgedAssertion()))}`,
  wanted: { rule: 'form', page: 'failed' },
});
