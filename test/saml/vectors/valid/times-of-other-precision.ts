import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'times without a fraction and with seven digits, as .NET writes them',
  source: 'SAML core 1.3.3',
  make: (kit) => kit.answer({ from: '2026-11-22T08:00:20Z', until: '2026-11-22T08:05:30.1234567Z' }),
  wanted: 'accepted',
});
