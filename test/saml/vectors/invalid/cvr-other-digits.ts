import { defineVector } from '../../forge/vector.ts';

// Attack: digits of another script that a lax pattern takes for digits.
export default defineVector({
  title: 'a CVR number in Arabic digits',
  source: '6.1, 12',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.cvr]: '٢٩١٨٩٣٦٦' }) }),
  wanted: { rule: 'cvr', page: 'failed' },
});
