import { defineVector } from '../../forge/vector.ts';

// Attack: a certificate that was taken out of the metadata, perhaps because its key was lost.
export default defineVector({
  title: 'signed with a certificate that is not in the metadata any more',
  source: '2.1, several trusted certificates',
  make: (kit) => kit.answer({}, { signing: { key: kit.keys.providerGone } }),
  wanted: { rule: 'signature', page: 'failed' },
});
