import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a comment inside the base64 of the privileges is not there',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) => {
    const list = kit.privilegeList(kit.grant('anmoder'));
    return kit.plain(
      kit.response(
        kit.swap(kit.sign(kit.assertion()), list, `${list.slice(0, 40)}<!-- x -->${list.slice(40)}`),
      ),
    );
  },
  wanted: { accepted: { grants: [{ cvr: '29189366', role: 'employee', units: null }], dropped: [] } },
});
