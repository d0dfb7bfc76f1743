import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a comment inside the CVR number is not there',
  source: 'CVE-2017-11427 and its kin',
  make: (kit) =>
    kit.plain(kit.response(kit.swap(kit.sign(kit.assertion()), '>29189366<', '>2918<!--13748136-->9366<'))),
  wanted: 'accepted',
});
