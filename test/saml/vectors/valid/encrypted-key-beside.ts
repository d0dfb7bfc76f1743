import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the EncryptedKey beside the EncryptedData',
  source: 'SAML core 6.2',
  make: (kit) => {
    const encrypted = kit.encrypt(kit.sign(kit.assertion()));
    const [key = ''] = /<xenc:EncryptedKey>[^]*<\/xenc:EncryptedKey>/.exec(encrypted) ?? [];
    const beside = key.replace(
      '<xenc:EncryptedKey>',
      '<xenc:EncryptedKey xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
    );
    const moved = kit.swap(
      kit.swap(encrypted, key, ''),
      '</xenc:EncryptedData>',
      `</xenc:EncryptedData>${beside}`,
    );
    return kit.form(kit.response(moved));
  },
  wanted: 'accepted',
});
