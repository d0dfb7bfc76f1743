import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a signature algorithm nobody has heard of',
  source: '2.4',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(kit.sign(kit.assertion()), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'none'),
      ),
    ),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
