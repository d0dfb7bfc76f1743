import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'a logout by POST, signed RSA-SHA1',
  source: '2.4',
  make: (kit) => ({
    binding: 'post',
    body: kit.logoutForm(kit.logoutRequest(), { signing: { hash: 'sha1', digest: 'sha1' } }),
  }),
  wanted: { rule: 'signature_algorithm' },
});
