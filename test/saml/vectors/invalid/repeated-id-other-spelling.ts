import { defineVector } from '../../forge/vector.ts';

// Attack: xmldsig spells it Id, SAML ID; a reader that knows both finds two.
export default defineVector({
  title: 'the same ID once as ID and once as Id',
  source: '6.1, 3',
  make: (kit) =>
    kit.form(
      kit.response(
        kit
          .encrypt(kit.sign(kit.assertion()))
          .replace('<xenc:EncryptedKey>', '<xenc:EncryptedKey Id="_r7e1b0c9d8f2a3b4c5d6">'),
      ),
    ),
  wanted: { rule: 'xml_id', page: 'failed' },
});
