import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: readers disagree on whether text before and after a comment is one text.
export default defineLogoutVector({
  title: 'a comment inside the NameID of a logout',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(
      kit.logoutRequest({
        nameId: `<saml:NameID Format="${kit.x509Format}">C=DK,O=29189366<!-- x -->,CN=Anna Testesen,Serial=x</saml:NameID>`,
      }),
    ),
  }),
  wanted: { rule: 'logout_shape' },
});
