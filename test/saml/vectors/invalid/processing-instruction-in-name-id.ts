import { defineVector } from '../../forge/vector.ts';

// Attack: readers disagree on whether text before and after an instruction is one text.
export default defineVector({
  title: 'a processing instruction inside the NameID',
  source: '6.1, 2; CVE-2017-11427 and its kin',
  make: (kit) => kit.plain(kit.response(kit.swap(kit.sign(kit.assertion()), 'CN=Anna', 'CN=An<?x?>na'))),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
