import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an AuthnContextClassRef that names no NSIS level contradicts nothing',
  source: '3.1',
  make: (kit) => kit.answer({ classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509' }),
  wanted: { accepted: { level: 'Substantial' } },
});
