import { defineVector } from '../../forge/vector.ts';

// A prefix list changes which bytes are signed; the Context Handler sends none.
export default defineVector({
  title: 'exclusive c14n with a prefix list',
  source: '6.1, 8',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
          '<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="saml"/></ds:Transform>',
        ),
      ),
    ),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
