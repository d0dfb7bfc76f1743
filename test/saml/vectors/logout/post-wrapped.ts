import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: signature wrapping; the signed logout hides in the forged one.
export default defineLogoutVector({
  title: 'a forged logout around a signed one',
  source: 'XSW of a LogoutRequest',
  make: (kit) => {
    const nameId = `<saml:NameID Format="${kit.x509Format}">${kit.nameIdOf(kit.forged)}</saml:NameID>`;
    const hidden = `<samlp:Extensions>${kit.sign(kit.logoutRequest())}</samlp:Extensions>`;
    const outer = kit.logoutRequest({ id: '_f1f1', nameId: hidden + nameId });
    return { binding: 'post', body: kit.logoutForm(outer, { signing: null }) };
  },
  wanted: { rule: 'signature_missing' },
});
