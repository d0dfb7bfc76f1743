import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Response of SAML 1.1',
  source: '6.1, 3',
  make: (kit) =>
    kit.form(
      kit
        .response('')
        .replace('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:1.0:protocol'),
    ),
  wanted: { rule: 'message_type', page: 'failed' },
});
