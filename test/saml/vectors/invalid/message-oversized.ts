import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a message of more than half a megabyte',
  source: '6.1, 1, body cap',
  make: (kit) => kit.form(kit.response(`<samlp:Extensions>${'x'.repeat(512 * 1024)}</samlp:Extensions>`)),
  wanted: { rule: 'size', page: 'failed' },
});
