import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: the signature of a message that was read elsewhere, beside forged content.
export default defineLogoutVector({
  title: "forged content with another message's signature",
  source: "7.4, logout: another message's signature",
  make: (kit) => {
    const [, signature] = kit.redirect(kit.logoutRequest({ id: '_other' })).split('&Signature=');
    const [content] = kit.redirect(kit.logoutRequest(), { key: kit.keys.attacker }).split('&Signature=');
    return { binding: 'redirect', query: `${content}&Signature=${signature}` };
  },
  wanted: { rule: 'signature' },
});
