import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two NameIDs',
  source: '3.1',
  make: (kit) =>
    kit.form(
      kit.response(
        kit.encrypt(kit.sign(kit.assertion().replace(/(<saml:NameID [^]*<\/saml:NameID>)/, '$1$1'))),
      ),
    ),
  wanted: { rule: 'name_id', page: 'failed' },
});
