import { defineLogoutVector } from '../../forge/logout-vector.ts';

// .NET escapes in small letters. The signature is over the bytes as sent; whoever decodes and escapes again gets others.
export default defineLogoutVector({
  title: 'escapes in small letters',
  source: '6.3, the raw query string',
  make: (kit) => ({
    binding: 'redirect',
    query: kit.redirect(kit.logoutRequest(), {
      escape: (text) => encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase()),
    }),
  }),
  wanted: 'accepted',
});
