import { defineVector } from '../../forge/vector.ts';

// Attack: a forged assertion in a namespace of its own, for a reader that ignores namespaces.
export default defineVector({
  title: 'a second assertion in an invented namespace',
  source: '6.1, 6',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.sign(kit.assertion()) +
          kit.forgedAssertion().replace('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:ond:assertion'),
      ),
    ),
  wanted: { rule: 'message_shape', page: 'failed' },
});
