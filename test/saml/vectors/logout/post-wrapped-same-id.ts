import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a forged logout around a signed one, with its ID',
  source: 'XSW of a LogoutRequest',
  make: (kit) => {
    const nameId = `<saml:NameID Format="${kit.x509Format}">${kit.nameIdOf(kit.forged)}</saml:NameID>`;
    const hidden = `<samlp:Extensions>${kit.sign(kit.logoutRequest())}</samlp:Extensions>`;
    return {
      binding: 'post',
      body: kit.logoutForm(kit.logoutRequest({ nameId: hidden + nameId }), { signing: null }),
    };
  },
  wanted: { rule: 'xml_id' },
});
