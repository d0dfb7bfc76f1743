import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a processing instruction in front',
  source: '6.1, 2',
  make: (kit) =>
    kit.plain(
      `<?xml-stylesheet href="https://ond.example/s.xsl"?>${kit.response(kit.sign(kit.assertion()))}`,
    ),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
