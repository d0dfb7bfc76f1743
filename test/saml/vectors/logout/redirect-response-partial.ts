import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'an answer that not everyone was logged out',
  source: '6.3, PartialLogout',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(
      kit.logoutResponse({
        status:
          '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:PartialLogout"/></samlp:StatusCode></samlp:Status>',
      }),
      { kind: 'SAMLResponse' },
    ),
  }),
  wanted: { accepted: { complete: false } },
});
