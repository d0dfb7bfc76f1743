import { defineVector } from '../../forge/vector.ts';

// Attack: the signature is true, of an answer that said nothing; what the reader takes is outside it.
export default defineVector({
  title: 'a valid signature over an empty Response, a forged assertion outside',
  source: 'CVE-2025-54419; 7.4',
  make: (kit) => {
    const empty = kit.sign(kit.response(''));
    const signature = kit
      .signatureOf(empty)
      .replace('</ds:Signature>', `<ds:Object>${empty}</ds:Object></ds:Signature>`);
    const outside = kit.response(kit.forgedAssertion(), { id: '_e3e3e3e3e3e3e3e3e3e3' });
    return kit.plain(
      kit.swap(outside, '</saml:Issuer><samlp:Status>', `</saml:Issuer>${signature}<samlp:Status>`),
    );
  },
  wanted: { rule: 'signature_shape', page: 'failed' },
});
