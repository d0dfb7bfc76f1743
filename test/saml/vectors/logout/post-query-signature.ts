import { defineLogoutVector } from '../../forge/logout-vector.ts';

// Attack: the redirect's signature means nothing in a form.
export default defineLogoutVector({
  title: 'a form signed like a query',
  source: '6.3, an enveloped XML signature for POST',
  make: (kit) => {
    const [, rest = ''] = kit.redirect(kit.logoutRequest()).split('&SigAlg=');
    return {
      binding: 'post',
      body: `${kit.logoutForm(kit.logoutRequest(), { signing: null })}&SigAlg=${rest}`,
    };
  },
  wanted: { rule: 'signature_missing' },
});
