import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a DOCTYPE inside the encryption',
  source: '6.1, 7',
  make: (kit) =>
    kit.form(kit.response(kit.encrypt(`<!DOCTYPE Assertion [<!ENTITY x "x">]>${kit.sign(kit.assertion())}`))),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
