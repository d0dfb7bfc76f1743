import { defineVector } from '../../forge/vector.ts';

// Attack: a signature somewhere below, for a verifier that looks for any.
export default defineVector({
  title: 'the signature inside the Subject',
  source: '6.1, 8',
  make: (kit) => {
    const signed = kit.sign(kit.assertion());
    const signature = kit.signatureOf(signed);
    return kit.plain(
      kit.response(kit.swap(signed, signature, '').replace('</saml:Subject>', `${signature}</saml:Subject>`)),
    );
  },
  wanted: { rule: 'signature_missing', page: 'failed' },
});
