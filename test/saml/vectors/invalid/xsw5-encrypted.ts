import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the signature moved to the forged assertion, the genuine one after it, all inside the encryption',
  source: '7.4, XSW inside encryption',
  make: (kit) => {
    const signed = kit.sign(kit.assertion());
    const signature = kit.signatureOf(signed);
    const forged = kit
      .forgedAssertion(kit.assertionId)
      .replace('</saml:Issuer>', `</saml:Issuer>${signature}`);
    return kit.form(kit.response(kit.encrypt(forged + kit.swap(signed, signature, ''))));
  },
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
