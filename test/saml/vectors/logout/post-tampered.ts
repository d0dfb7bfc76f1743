import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'another person in a signed logout by POST',
  source: '7.4, logout: forged content',
  make: (kit) => {
    const signed = kit.sign(kit.logoutRequest()).replace(kit.genuine.serial, kit.forged.serial);
    return { binding: 'post', body: kit.logoutForm(signed, { signing: null }) };
  },
  wanted: { rule: 'signature' },
});
