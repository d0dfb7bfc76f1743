import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a bearer confirmation with NotBefore',
  source: '6.1, 9; SAML profiles 4.1.4.2',
  make: (kit) => kit.answer({ confirmedFrom: kit.iso(kit.now - kit.minute) }),
  wanted: { rule: 'confirmation', page: 'failed' },
});
