import { defineVector } from '../../forge/vector.ts';

// Attack: two keys, each opening another text.
export default defineVector({
  title: 'two EncryptedKeys',
  source: '6.1, 7',
  make: (kit) =>
    kit.form(
      kit.response(
        kit
          .encrypt(kit.sign(kit.assertion()))
          .replace(/(<xenc:EncryptedKey>[^]*<\/xenc:EncryptedKey>)/, '$1$1'),
      ),
    ),
  wanted: { rule: 'encryption_shape', page: 'failed' },
});
