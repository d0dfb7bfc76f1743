import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a comment inside the Audience is not there',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          `<saml:Audience>${kit.entityId}`,
          `<saml:Audience>${kit.entityId.replace('saml', 'sa<!-- x -->ml')}`,
        ),
      ),
    ),
  wanted: 'accepted',
});
