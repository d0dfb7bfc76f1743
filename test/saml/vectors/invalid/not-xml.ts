import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'text that is no XML',
  source: '6.1, 2',
  make: (kit) => kit.form('login=ja'),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
