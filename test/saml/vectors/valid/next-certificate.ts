import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'signed with the certificate the provider changes to',
  source: '2.1, several trusted certificates',
  make: (kit) => kit.answer({}, { signing: { key: kit.keys.providerNext } }),
  wanted: 'accepted',
});
