import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: a genuine login answer, which the provider signed, posted where logouts go.
export default defineLogoutVector({
  title: 'a signed login answer at the logout address',
  source: '6.3',
  make: (kit) => {
    const login = kit.logoutResponse({ destination: kit.acs }).replaceAll('LogoutResponse', 'Response');
    return { binding: 'post', body: kit.logoutForm(login, { kind: 'SAMLResponse' }) };
  },
  wanted: { rule: 'logout_destination' },
});
