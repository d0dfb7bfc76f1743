import { defineVector } from '../../forge/vector.ts';

// Attack: several roots in one message; one reader takes the first, another the last.
export default defineVector({
  title: 'several root elements, the forged first',
  source: 'CVE-2022-39299; 7.4',
  make: (kit) => kit.plain(kit.response(kit.forgedAssertion()) + kit.response(kit.sign(kit.assertion()))),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
