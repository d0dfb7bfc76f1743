import { defineLogoutVector } from '../../forge/logout-vector.ts';

export default defineLogoutVector({
  title: 'two SAMLRequest fields',
  source: '7.5, duplicate parameters refused',
  make: (kit) => {
    const body = kit.logoutForm(kit.logoutRequest());
    return { binding: 'post', body: `${body}&${body}` };
  },
  wanted: { rule: 'form' },
});
