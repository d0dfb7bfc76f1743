import { defineVector } from '../../forge/vector.ts';

// Attack: an entity that reads a file of ours.
export default defineVector({
  title: 'an external entity',
  source: '6.1, 2',
  make: (kit) =>
    kit.plain(
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${kit.response(kit.sign(kit.assertion())).replace('</saml:NameID>', '&x;</saml:NameID>')}`,
    ),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
