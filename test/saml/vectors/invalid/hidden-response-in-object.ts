import { defineVector } from '../../forge/vector.ts';

// Attack: the signed Response hides in the signature's Object; the encrypted assertion outside is the attacker's.
export default defineVector({
  title: 'a signed Response hidden in ds:Object, a forged encrypted assertion outside',
  source: '7.4, signed Response hidden in ds:Object',
  make: (kit) => {
    const genuine = kit.sign(kit.response(kit.encrypt(kit.sign(kit.assertion()))));
    const signature = kit
      .signatureOf(genuine)
      .replace('</ds:Signature>', `<ds:Object>${genuine}</ds:Object></ds:Signature>`);
    const outside = kit.response(kit.encrypt(kit.forgedAssertion()), { id: '_e2e2e2e2e2e2e2e2e2e2' });
    return kit.form(
      kit.swap(outside, '</saml:Issuer><samlp:Status>', `</saml:Issuer>${signature}<samlp:Status>`),
    );
  },
  wanted: { rule: 'one_assertion', page: 'failed' },
});
