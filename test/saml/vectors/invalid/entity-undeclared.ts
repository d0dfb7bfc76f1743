import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an entity nobody declared',
  source: '6.1, 2',
  make: (kit) =>
    kit.plain(kit.response(kit.sign(kit.assertion())).replace('</saml:NameID>', '&x;</saml:NameID>')),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
