import { defineVector } from '../../forge/vector.ts';

// Attack: the same, the other way round.
export default defineVector({
  title: 'several root elements, the forged last',
  source: 'CVE-2022-39299; 7.4',
  make: (kit) => kit.plain(kit.response(kit.sign(kit.assertion())) + kit.response(kit.forgedAssertion())),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
