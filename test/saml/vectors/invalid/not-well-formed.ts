import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an element that is not closed',
  source: '6.1, 2',
  make: (kit) => kit.form(kit.response('<saml:Advice>')),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
