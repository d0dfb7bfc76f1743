import { defineVector } from '../../forge/vector.ts';

// Attack: a billion laughs.
export default defineVector({
  title: 'entities that grow without end',
  source: '6.1, 2',
  make: (kit) => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`,
    ).join('');
    return kit.plain(
      `<!DOCTYPE r [<!ENTITY a0 "ha">${lines}]>${kit.response(kit.sign(kit.assertion({ nameId: '&a9;' }).replace('&a9;', ''))).replace('</saml:NameID>', '&a9;</saml:NameID>')}`,
    );
  },
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
