import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'two signatures in one assertion',
  source: '6.1, 8',
  make: (kit) => {
    const signed = kit.sign(kit.assertion());
    return kit.plain(
      kit.response(signed.replace('<saml:Subject>', `${kit.signatureOf(signed)}<saml:Subject>`)),
    );
  },
  wanted: { rule: 'signature_shape', page: 'failed' },
});
