import { defineVector } from '../../forge/vector.ts';

// Attack: a reference that makes us fetch something.
export default defineVector({
  title: 'a CipherReference instead of the bytes',
  source: '6.1, 7',
  make: (kit) =>
    kit.form(
      kit.response(
        kit
          .encrypt(kit.sign(kit.assertion()))
          .replace(
            /<xenc:CipherValue>[^<]*<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>/,
            '<xenc:CipherReference URI="http://ond.example/"/></xenc:CipherData></xenc:EncryptedData>',
          ),
      ),
    ),
  wanted: { rule: 'encryption_shape', page: 'failed' },
});
