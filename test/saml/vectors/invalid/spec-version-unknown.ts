import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a profile version we do not know',
  source: '6.1, 12',
  make: (kit) => kit.answer({ attributes: kit.attributes({ [kit.names.spec]: 'OIO-SAML-4.0' }) }),
  wanted: { rule: 'spec_version', page: 'failed' },
});
