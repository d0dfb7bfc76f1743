import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Subject without NameID',
  source: '3.1',
  make: (kit) =>
    kit.form(
      kit.response(kit.encrypt(kit.sign(kit.assertion().replace(/<saml:NameID [^]*<\/saml:NameID>/, '')))),
    ),
  wanted: { rule: 'name_id', page: 'failed' },
});
