import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a plain assertion where encryption is required',
  source: '6.1, 6',
  make: (kit) => kit.form(kit.response(kit.sign(kit.assertion()))),
  wanted: { rule: 'not_encrypted', page: 'failed' },
});
