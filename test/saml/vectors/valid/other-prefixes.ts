import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'other prefixes for the protocol, and an XML declaration',
  source: '6.1, 2',
  make: (kit) =>
    kit.form(
      `<?xml version="1.0" encoding="UTF-8"?>\n${kit.response(kit.encrypt(kit.sign(kit.assertion()))).replaceAll('samlp', 's2p')}`,
    ),
  wanted: 'accepted',
});
