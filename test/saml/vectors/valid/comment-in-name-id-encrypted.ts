import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a comment inside the NameID, inside the encryption',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) =>
    kit.form(kit.response(kit.encrypt(kit.swap(kit.sign(kit.assertion()), 'CN=Anna', 'CN=An<!---->na')))),
  wanted: 'accepted',
});
