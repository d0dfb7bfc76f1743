import { defineVector } from '../../forge/vector.ts';

// Attack: a name registered so that a reader that stops at the comment takes the rest away. The whole text counts.
export default defineVector({
  title: 'a comment inside the NameID is not there',
  source: '7.4, comment inserted in NameID; CVE-2017-11427 and its kin',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          kit.genuine.serial,
          kit.genuine.serial.replace('5', '<!-- x -->5'),
        ),
      ),
    ),
  wanted: 'accepted',
});
