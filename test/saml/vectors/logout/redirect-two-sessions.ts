import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'two SessionIndexes',
  source: 'SAML core 3.7.1',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(
      kit.logoutRequest({
        sessionIndexes:
          '<samlp:SessionIndex>en</samlp:SessionIndex><samlp:SessionIndex>to</samlp:SessionIndex>',
      }),
    ),
  }),
  wanted: { accepted: { sessionIndexes: ['en', 'to'] } },
});
