import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the NameID as CDATA is the same text',
  source: 'canonical XML, 2.1',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          kit.nameIdOf(kit.genuine),
          `<![CDATA[${kit.nameIdOf(kit.genuine)}]]>`,
        ),
      ),
    ),
  wanted: 'accepted',
});
