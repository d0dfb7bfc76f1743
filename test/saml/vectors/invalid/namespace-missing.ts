import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a prefix without its namespace',
  source: '6.1, 2, any complaint of the parser is fatal',
  make: (kit) =>
    kit.form(kit.response('').replace(' xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"', '')),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
