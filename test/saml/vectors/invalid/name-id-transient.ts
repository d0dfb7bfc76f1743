import { defineVector } from '../../forge/vector.ts';

// A transient name is another one at the next login: nobody to hold a session, a log line or a logout against.
export default defineVector({
  title: 'a transient NameID',
  source: '3.3',
  make: (kit) => kit.answer({ format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }),
  wanted: { rule: 'name_id', page: 'failed' },
});
